"""Writes what PyTorch computes in double precision for the tests of our formulas.

Usage: make_fixtures.py FOLDER      (src/model/testdata; then commit the files)

Inputs are float32 numbers, so that both sides start from the same ones; results are rounded to
float32 once, at the end.
"""

import math
import pathlib
import sys

import numpy as np
import torch
from safetensors.numpy import save_file
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(1)


def draw(*shape, scale=1.0):
    """Normal numbers that float32 holds exactly."""
    return torch.tensor((rng.standard_normal(shape) * scale).astype(np.float32).astype(np.float64))


def grown(tensor):
    return tensor.clone().requires_grad_()


def as_arrays(tensors):
    """float64 tensors as float32 arrays; others as they are."""
    arrays = {}
    for name, value in tensors.items():
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
        wide = array.dtype == np.float64 and not name.endswith(".loss")
        arrays[name] = np.ascontiguousarray(array.astype(np.float32) if wide else array)
    return arrays


# Candidate softmax.

ROWS, CANDIDATES, DIM = 37, 53, 12


def mask_lists(positives):
    """Some five candidates a row, never the row's own."""
    offsets, columns = [0], []
    for positive in positives:
        masked = np.flatnonzero(rng.random(CANDIDATES) < 0.1)
        columns.extend(int(c) for c in masked if c != positive)
        offsets.append(len(columns))
    return np.array(offsets, np.uint64), np.array(columns, np.uint32)


def similarity(kind, users, candidates):
    if kind == "cosine":
        return F.normalize(users) @ F.normalize(candidates).T
    if kind == "euclidean":
        return -torch.cdist(users[None], candidates[None],
                            compute_mode="donot_use_mm_for_euclid_dist")[0] ** 2
    return users @ candidates.T


def softmax_case(kind, temperature, with_vectors):
    users, candidates = grown(draw(ROWS, DIM)), grown(draw(CANDIDATES, DIM))
    own = grown(draw(ROWS, DIM))
    bias, weights = draw(CANDIDATES), torch.abs(draw(ROWS)) / ROWS
    weights = weights.float().double()
    positives = rng.integers(0, CANDIDATES, ROWS).astype(np.uint32)
    offsets, columns = mask_lists(positives)
    logits = similarity(kind, users, candidates) / temperature + bias
    masked = torch.zeros(ROWS, CANDIDATES, dtype=torch.bool)
    for row in range(ROWS):
        masked[row, columns[int(offsets[row]):int(offsets[row + 1])].astype(np.int64)] = True
    logits = logits.masked_fill(masked, -math.inf)
    labels = torch.tensor(positives.astype(np.int64))
    if with_vectors:
        own_logits = torch.stack([similarity(kind, users[r:r + 1], own[r:r + 1])[0, 0]
                                  for r in range(ROWS)]) / temperature
        logits = torch.cat([logits, own_logits[:, None]], dim=1)
        labels = torch.full((ROWS,), CANDIDATES)
    loss = (weights * F.cross_entropy(logits, labels, reduction="none")).sum()
    loss.backward()
    case = {"users": users, "candidates": candidates, "bias": bias, "row_weights": weights,
            "positives": positives, "mask_offsets": offsets, "mask_columns": columns,
            "temperature": np.array([temperature], np.float32),
            "loss": np.array([float(loss.detach())]),
            "grad_users": users.grad, "grad_candidates": candidates.grad}
    return case | ({"own": own, "grad_own": own.grad} if with_vectors else {})


def softmax_fixture():
    cases = {"dot": softmax_case("dot", 1.5, False),
             "cosine": softmax_case("cosine", 0.0625, False),
             "euclidean": softmax_case("euclidean", 2.0, False),
             "own": softmax_case("dot", 1.0, True)}
    return {f"{case}.{name}": value for case, tensors in cases.items()
            for name, value in tensors.items()}


# Attention over packed histories, as AttentionEncoder.

LENGTHS, LENGTH, WIDTH, FEED_FORWARD, TABLE_ROWS = (12, 1, 5, 9, 3), 12, 16, 24, 20


def attention_weights():
    shapes = {"positions": (LENGTH, WIDTH)}
    for block in ("block0", "block1"):
        shapes |= {f"{block}.norm1.scale": (1, WIDTH), f"{block}.norm1.shift": (1, WIDTH),
                   f"{block}.qkv.weights": (WIDTH, 3 * WIDTH), f"{block}.qkv.bias": (1, 3 * WIDTH),
                   f"{block}.project.weights": (WIDTH, WIDTH), f"{block}.project.bias": (1, WIDTH),
                   f"{block}.norm2.scale": (1, WIDTH), f"{block}.norm2.shift": (1, WIDTH),
                   f"{block}.widen.weights": (WIDTH, FEED_FORWARD),
                   f"{block}.widen.bias": (1, FEED_FORWARD),
                   f"{block}.narrow.weights": (FEED_FORWARD, WIDTH),
                   f"{block}.narrow.bias": (1, WIDTH)}
    shapes |= {"norm.scale": (1, WIDTH), "norm.shift": (1, WIDTH)}
    return {name: grown(draw(*shape, scale=0.4)) for name, shape in shapes.items()}


def norm(x, weights, name):
    return F.layer_norm(x, (WIDTH,), weights[f"{name}.scale"][0], weights[f"{name}.shift"][0], 1e-5)


def dense(x, weights, name):
    return x @ weights[f"{name}.weights"] + weights[f"{name}.bias"]


def block_output(x, weights, block, heads):
    tokens = x.shape[0]
    q, k, v = dense(norm(x, weights, f"{block}.norm1"), weights, f"{block}.qkv").chunk(3, dim=1)
    by_head = [part.reshape(tokens, heads, WIDTH // heads).transpose(0, 1) for part in (q, k, v)]
    attended = F.scaled_dot_product_attention(*by_head, is_causal=True)
    x = x + dense(attended.transpose(0, 1).reshape(tokens, WIDTH), weights, f"{block}.project")
    wide = F.gelu(dense(norm(x, weights, f"{block}.norm2"), weights, f"{block}.widen"))
    return x + dense(wide, weights, f"{block}.narrow")


def attention_case(heads):
    weights, table = attention_weights(), grown(draw(TABLE_ROWS, WIDTH, scale=0.4))
    rows = rng.integers(0, TABLE_ROWS, sum(LENGTHS))
    outputs, first = [], 0
    for length in LENGTHS:
        x = table[torch.tensor(rows[first:first + length])] * math.sqrt(WIDTH)
        x = x + weights["positions"][LENGTH - length:]
        for block in ("block0", "block1"):
            x = block_output(x, weights, block, heads)
        outputs.append(norm(x, weights, "norm"))
        first += length
    output, grad = torch.cat(outputs), draw(sum(LENGTHS), WIDTH)
    output.backward(grad)
    case = {"table": table, "grad_table": table.grad, "output": output, "grad_output": grad,
            "rows": rows.astype(np.uint32),
            "offsets": np.cumsum((0, *LENGTHS)).astype(np.uint64)}
    case |= {f"weights.{name}": value for name, value in weights.items()}
    return case | {f"grad.{name}": value.grad for name, value in weights.items()}


def attention_fixture():
    return {f"heads{heads}.{name}": value for heads in (1, 2)
            for name, value in attention_case(heads).items()}


# Optimizers: three steps from the same weights and gradients. Rates are high, so that a wrong step
# is far from lost in the weights.

STEPS, RATE = 3, 0.125
OPTIMIZER_ROWS, OPTIMIZER_DIM = 23, 8


def take_steps(weights, grads, optimizer_of):
    """Weights after every step; grads are tensors or sparse ones."""
    moved = grown(weights)
    optimizer = optimizer_of([moved])
    after = []
    for grad in grads:
        moved.grad = grad.clone()
        optimizer.step()
        after.append(moved.detach().clone())
    return torch.stack(after)


def row_wise_adagrad(weights, grads, rows, initial, epsilon):
    """By its definition; PyTorch has none."""
    weights, squares, after = weights.clone(), torch.full((len(weights),), initial), []
    for step_rows, grad in zip(rows, grads):
        squares[step_rows] += (grad ** 2).mean(dim=1)
        weights[step_rows] -= RATE * grad / (squares[step_rows].sqrt() + epsilon)[:, None]
        after.append(weights.clone())
    return torch.stack(after)


def optimizer_fixture():
    weights = draw(OPTIMIZER_ROWS, OPTIMIZER_DIM, scale=0.1)
    touched = 11
    rows = [torch.tensor(rng.permutation(OPTIMIZER_ROWS)[:touched]) for _ in range(STEPS)]
    grads = draw(STEPS, touched, OPTIMIZER_DIM)
    sparse = [torch.sparse_coo_tensor(r[None], g, weights.shape) for r, g in zip(rows, grads)]
    full = [s.to_dense() for s in sparse]
    adam = {"lr": RATE, "betas": (0.9, 0.999), "eps": 1e-8}
    adagrad = {"lr": RATE, "initial_accumulator_value": 0.1, "eps": 1e-4}
    sparse_adam = lambda p: torch.optim.SparseAdam(p, **adam)
    return {
        "weights": weights, "grads": grads,
        "rows": torch.stack(rows).numpy().astype(np.uint32),
        "after.adam": take_steps(weights, full, lambda p: torch.optim.Adam(p, **adam)),
        "after.lazy_adam": take_steps(weights, sparse, sparse_adam),
        "after.adagrad": take_steps(weights, full, lambda p: torch.optim.Adagrad(p, **adagrad)),
        "after.rowwise_adagrad": row_wise_adagrad(weights, grads, rows, 0.1, 1e-4),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    fixtures = {"softmax": softmax_fixture, "attention": attention_fixture,
                "optimizers": optimizer_fixture}
    for name, fixture in fixtures.items():
        save_file(as_arrays(fixture()), folder / f"{name}.safetensors",
                  {"made_by": f"bench/peers/make_fixtures.py, PyTorch {torch.__version__}"})


main()
