"""Logs of users who return to items: what tests and docs/evaluation.md measure the repeat term on.

python3 repeat_worlds.py reorders|groceries SEED FILE.csv
"""

import csv
import random
import sys

DAY = 24 * 3600
START = 1_750_000_000


class Tastes:
    """Items in groups; every user likes three of them, and of each group the front more."""

    def __init__(self, rng, num_items, num_groups):
        self.rng = rng
        self.groups = [list(range(group, num_items, num_groups)) for group in range(num_groups)]
        for group in self.groups:
            rng.shuffle(group)

    def new_user(self):
        return self.rng.sample(range(len(self.groups)), 3)

    def draw(self, liked):
        group = self.groups[self.rng.choices(liked, weights=(5, 3, 2))[0]]
        return group[int(len(group) * self.rng.random() ** 3)]


def recent(rng, history):
    """An item of the past: the newer the row, the likelier."""
    age = min(int(rng.expovariate(1 / 6.0)), len(history) - 1)
    return history[-1 - age]


def reorders(seed, num_users=2000, num_items=600):
    """Half of the orders repeat an earlier one, newer ones more; the others are drawn by taste."""
    rng = random.Random(seed)
    tastes = Tastes(rng, num_items, 20)
    for user in range(num_users):
        liked, history = tastes.new_user(), []
        time = START + rng.random() * 60 * DAY
        for _ in range(rng.randint(4, 20)):
            again = history and rng.random() < 0.5
            history.append(recent(rng, history) if again else tastes.draw(liked))
            time += rng.expovariate(1 / (3 * DAY))
            yield user, history[-1], int(time)


def groceries(seed, num_users=2500, num_items=500, num_weeks=8):
    """A basket a week: of the staples of the user, which change slowly, and a few new things."""
    rng = random.Random(seed)
    tastes = Tastes(rng, num_items, 20)
    for user in range(num_users):
        liked = tastes.new_user()
        staples = [tastes.draw(liked) for _ in range(4)]
        for week in range(rng.randint(2, num_weeks - 2), num_weeks):
            if rng.random() < 0.3:
                staples[rng.randrange(len(staples))] = tastes.draw(liked)
            basket = {item for item in staples if rng.random() < 0.6}
            basket |= {tastes.draw(liked) for _ in range(rng.randint(2, 5))}
            start = START + week * 7 * DAY + rng.randrange(5 * DAY)
            for place, item in enumerate(sorted(basket, key=lambda _: rng.random())):
                yield user, item, start + 30 * place


WORLDS = {"reorders": reorders, "groceries": groceries}


def write(world, seed, path, **sizes):
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("user_id", "item_id", "timestamp"))
        rows.writerows(WORLDS[world](seed, **sizes))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), sys.argv[3])
