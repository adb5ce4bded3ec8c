#!/usr/bin/env python3
"""Measures Surprise's matrix factorisation on the ratings that `halfstar movielens` hides.

    halfstar movielens --dump /tmp/movielens
    python3.11 -m venv /tmp/surprise && /tmp/surprise/bin/pip install "numpy<2" scikit-surprise
    /tmp/surprise/bin/python scripts/surprise_svd.py /tmp/movielens

Each folder of the dump holds shown.csv, which is fitted on, and hidden.csv, which is predicted. Every algorithm has its
default settings, and is fitted with several seeds; predictions are kept within the data's own scale, as Halfstar's are.
"""

import argparse
import csv
import time
from pathlib import Path

import numpy as np
from surprise import SVD, BaselineOnly, Dataset, Reader, SVDpp, accuracy
from surprise.model_selection import PredefinedKFold

ALGORITHMS = {
    "baseline": ("Surprise, BaselineOnly", lambda seed: BaselineOnly(verbose=False)),
    "svd": ("Surprise, SVD", lambda seed: SVD(random_state=seed)),
    "svdpp": ("Surprise, SVD++", lambda seed: SVDpp(random_state=seed)),
}


def scale(file):
    with open(file, newline="") as rows:
        ratings = [float(row["rating"]) for row in csv.DictReader(rows)]
    return min(ratings), max(ratings)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("split", type=Path, help="the folder that `halfstar movielens --dump` wrote")
    parser.add_argument("--only", default="baseline,svd", help=f"some of {', '.join(ALGORITHMS)}, separated by commas")
    parser.add_argument("--data", default="", help="only these data sets, separated by commas")
    parser.add_argument("--seeds", type=int, default=3)
    args = parser.parse_args()
    wanted = args.only.split(",")
    unknown = [key for key in wanted if key not in ALGORITHMS]
    if unknown:
        parser.error(f"there is no {unknown[0]}; --only takes {', '.join(ALGORITHMS)}")
    folders = sorted(file.parent for file in args.split.glob("*/hidden.csv"))
    if args.data:
        folders = [folder for folder in folders if folder.name in args.data.split(",")]
    if not folders:
        parser.error(f"{args.split} holds no split: let `halfstar movielens --dump` write one")
    print("| data | model | RMSE | MAE | seconds |\n|---|---|--:|--:|--:|", flush=True)
    for folder in folders:
        shown, hidden = folder / "shown.csv", folder / "hidden.csv"
        reader = Reader(line_format="user item rating", sep=",", skip_lines=1, rating_scale=scale(shown))
        data = Dataset.load_from_folds([(str(shown), str(hidden))], reader)
        train, test = next(PredefinedKFold().split(data))
        for key in wanted:
            name, make = ALGORITHMS[key]
            start, errors = time.time(), []
            # Nothing of it is drawn but where factors begin.
            seeds = range(1 if key == "baseline" else args.seeds)
            for seed in seeds:
                found = make(seed).fit(train).test(test)
                errors.append((accuracy.rmse(found, verbose=False), accuracy.mae(found, verbose=False)))
            rmse, mae = np.mean(errors, axis=0)
            seconds = (time.time() - start) / len(seeds)
            print(f"| {folder.name} | {name} | {rmse:.4f} | {mae:.4f} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
