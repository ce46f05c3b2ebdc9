"""Task A in TensorFlow: as train_a_torch.py, with sparse Adagrad on the rows touched only."""

import itertools
import os

import measure

arguments = measure.parse_arguments(__doc__).parse_args()
measure.limit_threads(arguments.threads)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import tensorflow as tf  # noqa: E402
from safetensors.numpy import load_file  # noqa: E402

BATCH, TEMPERATURE, RATE, INITIAL, EPSILON = 4096, 0.05, 0.05, 0.1, 1e-10


class Variable:
    """A variable with its sum of squares."""

    def __init__(self, value):
        self.weights = tf.Variable(value)
        self.squares = tf.Variable(tf.fill(self.weights.shape, INITIAL))

    def update(self, grad):
        if isinstance(grad, tf.IndexedSlices):  # a row's gradients are summed before the square
            rows, places = tf.unique(grad.indices)
            summed = tf.math.unsorted_segment_sum(grad.values, places, tf.shape(rows)[0])
            tf.raw_ops.ResourceSparseApplyAdagradV2(
                var=self.weights.handle, accum=self.squares.handle, lr=RATE, epsilon=EPSILON,
                grad=summed, indices=rows)
        else:
            tf.raw_ops.ResourceApplyAdagradV2(
                var=self.weights.handle, accum=self.squares.handle, lr=RATE, epsilon=EPSILON,
                grad=grad)


class Side:
    def __init__(self, categories, numbers):
        rows = numbers.shape[0]
        self.categories, self.numbers = tf.constant(categories), tf.constant(numbers)
        table = lambda size, dim: Variable(tf.random.normal([size, dim], stddev=0.02))
        self.tables = [table(rows, 64)]
        self.tables += [table(int(column.max()) + 1, 16) for column in categories.T]
        sizes = (64 + 3 * 16 + 4, 256, 128, 64)
        glorot = tf.keras.initializers.GlorotUniform(seed=1)
        self.layers = [(Variable(glorot([a, b])), Variable(tf.zeros([b])))
                       for a, b in zip(sizes, sizes[1:])]

    def variables(self):
        return self.tables + [v for layer in self.layers for v in layer]

    def vectors(self, ids):
        categories = tf.gather(self.categories, ids)
        x = [tf.gather(self.tables[0].weights, ids)]
        x += [tf.gather(t.weights, categories[:, i]) for i, t in enumerate(self.tables[1:])]
        x = tf.concat([*x, tf.gather(self.numbers, ids)], axis=1)
        for i, (weights, bias) in enumerate(self.layers):
            x = tf.nn.bias_add(x @ weights.weights, bias.weights)
            x = tf.nn.relu(x) if i + 1 < len(self.layers) else x
        return tf.math.l2_normalize(x, axis=1)


def main():
    tf.config.threading.set_intra_op_parallelism_threads(arguments.threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.random.set_seed(1)
    data = load_file(arguments.data)
    user = Side(data["user_categories"], data["user_numbers"])
    item = Side(data["item_categories"], data["item_numbers"])
    variables = user.variables() + item.variables()
    counts = tf.constant(data["item_counts"], tf.float32)
    log_q = tf.math.log(counts / float(len(data["items"])) * BATCH)

    @tf.function(jit_compile=False)
    def step(users, items):
        with tf.GradientTape() as tape:
            logits = tf.matmul(user.vectors(users), item.vectors(items), transpose_b=True)
            logits = logits / TEMPERATURE - tf.gather(log_q, items)
            accidental = (items[:, None] == items[None, :]) & ~tf.eye(BATCH, dtype=tf.bool)
            logits = tf.where(accidental, -1e9, logits)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=tf.range(BATCH), logits=logits))
        for variable, grad in zip(variables, tape.gradient(loss, [v.weights for v in variables])):
            variable.update(grad)
        return loss

    users, items = tf.constant(data["users"]), tf.constant(data["items"])
    starts = range(0, len(data["users"]) - BATCH + 1, BATCH)
    batches = (((users[i:i + BATCH], items[i:i + BATCH]), BATCH) for i in itertools.cycle(starts))
    figures = measure.time_steps(lambda batch: step(*batch), batches, arguments.seconds)
    measure.print_line(arguments, "tensorflow", tf.__version__, "Adagrad on touched rows, Adagrad",
                       figures)


main()
