"""Task B in PyTorch: self-attention over padded histories, as SASRec's implementations do.

128 sequences of 200 a step, loss at every real position: over all items, or over 256 uniform draws
shared by the step with the row's own item beside them.
"""

import math

import measure

parser = measure.parse_arguments(__doc__)
parser.add_argument("--negatives", choices=["full", "draws"], default="full")
arguments = parser.parse_args()
measure.limit_threads(arguments.threads)

import torch  # noqa: E402
from safetensors.torch import load_file  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

LENGTH, DIM, BLOCKS, SEQUENCES, DRAWS, DROPOUT = 200, 64, 2, 128, 256, 0.1


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(DIM, eps=1e-5), nn.LayerNorm(DIM, eps=1e-5)
        self.qkv, self.project = nn.Linear(DIM, 3 * DIM), nn.Linear(DIM, DIM)
        self.widen, self.narrow = nn.Linear(DIM, DIM), nn.Linear(DIM, DIM)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x, mask):
        q, k, v = self.qkv(self.norm1(x)).chunk(3, dim=-1)
        scores = (q @ k.transpose(1, 2) / math.sqrt(DIM)).masked_fill(mask, float("-inf"))
        probabilities = self.dropout(torch.softmax(scores, dim=-1))
        x = x + self.dropout(self.project(probabilities @ v))
        return x + self.dropout(self.narrow(F.gelu(self.widen(self.norm2(x)))))


class Model(nn.Module):
    def __init__(self, num_items):
        super().__init__()
        self.items = nn.Embedding(num_items + 1, DIM)  # the last row pads
        self.positions = nn.Embedding(LENGTH, DIM)
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.norm = nn.LayerNorm(DIM, eps=1e-5)
        self.dropout = nn.Dropout(DROPOUT)
        for table in (self.items, self.positions):
            nn.init.normal_(table.weight, std=0.02)
        causal = torch.ones(LENGTH, LENGTH, dtype=torch.bool).triu(1)
        self.register_buffer("causal", causal)

    def forward(self, histories, targets, draws):
        padding = self.items.num_embeddings - 1
        x = self.items(histories) * math.sqrt(DIM) + self.positions.weight
        x = self.dropout(x) * (histories != padding)[..., None]
        keys = (histories == padding)[:, None, :] & ~torch.eye(LENGTH, dtype=torch.bool)
        for block in self.blocks:
            x = block(x, self.causal | keys)
        states = self.norm(x).reshape(-1, DIM)
        targets = targets.reshape(-1)
        ignored = torch.where(targets == padding, -100, targets)
        if draws is None:
            return F.cross_entropy(states @ self.items.weight[:-1].T, ignored, ignore_index=-100)
        logits = states @ self.items(draws).T
        logits = logits.masked_fill(targets[:, None] == draws[None, :], float("-inf"))
        own = (states * self.items(targets)).sum(-1, keepdim=True)
        labels = torch.where(targets == padding, -100, 0)
        return F.cross_entropy(torch.cat([own, logits], dim=1), labels, ignore_index=-100)


def padded(sequences, padding):
    """The newest LENGTH + 1 items of each, from the right."""
    x = torch.full((len(sequences), LENGTH + 1), padding)
    for row, sequence in enumerate(sequences):
        kept = sequence[-(LENGTH + 1):]
        x[row, LENGTH + 1 - len(kept):] = kept
    return x[:, :-1].contiguous(), x[:, 1:].contiguous()


def batches_of(data, padding, generator):
    offsets = data["offsets"].tolist()
    sequences = [data["items"][a:b] for a, b in zip(offsets, offsets[1:]) if b - a > 1]
    while True:
        order = torch.randperm(len(sequences), generator=generator).tolist()
        for i in range(0, len(order) - SEQUENCES + 1, SEQUENCES):
            histories, targets = padded([sequences[s] for s in order[i:i + SEQUENCES]], padding)
            targets = torch.where(histories == padding, padding, targets)
            draws = torch.randint(padding, (DRAWS,), generator=generator)
            real = int((targets != padding).sum())
            yield (histories, targets, draws if arguments.negatives == "draws" else None), real


def main():
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    data = load_file(arguments.data)
    num_items = int(data["catalog"])
    model = Model(num_items)
    loss_of = torch.compile(model) if arguments.compile else model
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def step(batch):
        loss = loss_of(*batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        return loss

    batches = batches_of(data, num_items, torch.Generator().manual_seed(1))
    figures = measure.time_steps(step, batches, arguments.seconds)
    name = "pytorch compiled" if arguments.compile else "pytorch eager"
    measure.print_line(arguments, name, torch.__version__, "Adam", figures)


main()
