"""Judges lists by what users took afterwards, knowing nothing of the program: a list a user (CSV with the columns
user, item and place, as `twotower recommend --all` writes them) against rows of a log.

Usage: judge_lists.py LISTS.csv LOG.csv... [--user COLUMN] [--item COLUMN] [--k 10]
"""
import argparse
import collections
import csv
import json


def lists_of(path, k):
    """{user: [item, ...]}, best first."""
    ranked = collections.defaultdict(list)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ranked[row["user"]].append((int(row["place"]), row["item"]))
    return {user: [item for _, item in sorted(items)[:k]] for user, items in ranked.items()}


def taken_of(rows, user="user", item="item"):
    """{user: {item, ...}} of rows of a log, dicts by column."""
    taken = collections.defaultdict(set)
    for row in rows:
        taken[row[user]].add(row[item])
    return taken


def recall(lists, taken, k=10):
    """Mean over users who took something: the share of it in the list."""
    values = [len(items & set(lists.get(user, [])[:k])) / len(items) for user, items in taken.items()]
    return sum(values) / len(values)


def most_taken(rows, user="user", item="item"):
    """What each user took most: {user: [item, ...]}, the latest first where it is equal; of all users together under
    None. Rows in order of time."""
    counts, order = collections.defaultdict(collections.Counter), {}
    for place, row in enumerate(rows):
        for who in (row[user], None):
            counts[who][row[item]] += 1
        order[row[user], row[item]] = place
    return {who: sorted(count, key=lambda what: (-count[what], -order.get((who, what), 0)))
            for who, count in counts.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lists")
    parser.add_argument("log", nargs="+")
    parser.add_argument("--user", default="user")
    parser.add_argument("--item", default="item")
    parser.add_argument("--k", type=int, default=10)
    arguments = parser.parse_args()
    rows = []
    for path in arguments.log:
        with open(path, encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    taken = taken_of(rows, arguments.user, arguments.item)
    print(json.dumps({"users": len(taken), f"recall@{arguments.k}": recall(lists_of(arguments.lists, arguments.k), taken,
                                                                         arguments.k)}))


if __name__ == "__main__":
    main()
