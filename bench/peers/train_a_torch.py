"""Task A in PyTorch: two towers, in-batch softmax with logQ and accidental hits masked.

Tables are nn.Embedding(sparse=True) under SparseAdam, weights are under Adam.
"""

import itertools

import measure

arguments = measure.parse_arguments(__doc__).parse_args()
measure.limit_threads(arguments.threads)

import torch  # noqa: E402
from safetensors.torch import load_file  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

BATCH, TEMPERATURE = 4096, 0.05


class Tables(nn.Module):
    def __init__(self, rows, category_sizes):
        super().__init__()
        self.id = nn.Embedding(rows, 64, sparse=True)
        self.categories = nn.ModuleList(
            nn.Embedding(size, 16, sparse=True) for size in category_sizes)
        for table in (self.id, *self.categories):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, ids, categories, numbers):
        parts = [self.id(ids)] + [t(categories[:, i]) for i, t in enumerate(self.categories)]
        return torch.cat([*parts, numbers], dim=1)


def tower():
    sizes = (64 + 3 * 16 + 4, 256, 128, 64)
    layers = []
    for width_in, width_out in zip(sizes, sizes[1:]):
        linear = nn.Linear(width_in, width_out)
        nn.init.xavier_uniform_(linear.weight)
        nn.init.zeros_(linear.bias)
        layers += [linear, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class Loss(nn.Module):
    """Everything behind the tables, so that it can be compiled."""

    def __init__(self):
        super().__init__()
        self.user, self.item = tower(), tower()

    def forward(self, user_input, item_input, items, log_q):
        users = F.normalize(self.user(user_input))
        vectors = F.normalize(self.item(item_input))
        logits = users @ vectors.T / TEMPERATURE - log_q
        own = torch.eye(items.shape[0], dtype=torch.bool)
        accidental = (items[:, None] == items[None, :]) & ~own
        logits = logits.masked_fill(accidental, float("-inf"))
        return F.cross_entropy(logits, torch.arange(items.shape[0]))


def main():
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    data = load_file(arguments.data)
    sizes = [int(c.max()) + 1 for c in data["user_categories"].T]
    user_tables = Tables(len(data["user_numbers"]), sizes)
    item_tables = Tables(len(data["item_numbers"]), sizes)
    model = Loss()
    loss_of = torch.compile(model) if arguments.compile else model
    log_q = torch.log(data["item_counts"].double() / len(data["items"]) * BATCH).float()
    dense = torch.optim.Adam(model.parameters(), lr=1e-3)
    tables = torch.optim.SparseAdam(
        [*user_tables.parameters(), *item_tables.parameters()], lr=1e-3)

    def step(batch):
        users, items = batch
        loss = loss_of(
            user_tables(users, data["user_categories"][users], data["user_numbers"][users]),
            item_tables(items, data["item_categories"][items], data["item_numbers"][items]),
            items, log_q[items])
        dense.zero_grad(set_to_none=True)
        tables.zero_grad(set_to_none=True)
        loss.backward()
        dense.step()
        tables.step()
        return loss

    starts = range(0, len(data["users"]) - BATCH + 1, BATCH)
    batches = (((data["users"][i:i + BATCH], data["items"][i:i + BATCH]), BATCH)
               for i in itertools.cycle(starts))
    figures = measure.time_steps(step, batches, arguments.seconds)
    name = "pytorch compiled" if arguments.compile else "pytorch eager"
    measure.print_line(arguments, name, torch.__version__, "SparseAdam, Adam", figures)


main()
