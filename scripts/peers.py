#!/usr/bin/env python3
"""Measures published packages on Halfstar's own split, with Halfstar's own metrics.

    halfstar evaluate --role validation --dump /tmp/split
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install numpy scipy implicit
    OPENBLAS_NUM_THREADS=2 /tmp/peers/bin/python scripts/peers.py /tmp/split

The dump holds what may be trained on, what is shown of each held-out member, and what is hidden; a positive is a rating
of 4 or more; all that is shown is masked; the rest of the pool is ranked. Values are means over members.
"""

import argparse
import json
import os
import time
from pathlib import Path

# implicit runs its own threads; two layers of them slow each other down.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import scipy.linalg
import scipy.sparse as sp
from implicit.als import AlternatingLeastSquares
from implicit.bpr import BayesianPersonalizedRanking
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender

POSITIVE = 8
DEPTH = 100
# What half a star to five say, as the trainer's own levels do.
LEVELS = np.array([0, 0.2, 0.2, 0.2, 0.3, 0.4, 0.55, 0.75, 1.0, 1.15, 1.3], dtype=np.float32)


def matrix(folder, name, members, pool, value):
    """A sparse matrix of members and films; `value` turns half stars into numbers, 0 is left out."""
    rows, films, halves = (np.load(folder / f"{name}_{part}.npy") for part in ("members", "films", "halves"))
    values = value(halves)
    kept = values != 0
    return sp.csr_matrix((values[kept], (rows[kept], films[kept])), shape=(members, pool), dtype=np.float32)


def binary(halves):
    return (halves >= POSITIVE).astype(np.float32)


def graded(halves):
    return LEVELS[halves]


def measure(ranked, hidden):
    """NDCG@100, NDCG@10, Recall@20, Recall@50 as trainer/src/evaluate/metrics.rs defines them."""
    discounts = 1 / np.log2(np.arange(2, DEPTH + 2))
    sums = np.zeros(4)
    for row in range(hidden.shape[0]):
        positives = hidden.indices[hidden.indptr[row] : hidden.indptr[row + 1]]
        hits = np.isin(ranked[row], positives)
        for place, (k, ndcg) in enumerate(((100, True), (10, True), (20, False), (50, False))):
            best = min(k, len(positives))
            gain = (hits[:k] * discounts[:k]).sum() / discounts[:best].sum() if ndcg else hits[:k].sum() / best
            sums[place] += gain
    return sums / hidden.shape[0]


def top(scores, seen):
    """The best of dense scores, best first; what is shown never."""
    scores[seen.nonzero()] = -np.inf
    best = np.argpartition(-scores, DEPTH, axis=1)[:, :DEPTH]
    order = np.argsort(-np.take_along_axis(scores, best, 1), axis=1, kind="stable")
    return np.take_along_axis(best, order, 1)


def recommended(model, inputs, seen, **more):
    """What a model of `implicit` recommends to members given by their rows."""
    # It filters what its input holds; low ratings were shown too but may not be in the input. Ask for enough.
    reach = int(DEPTH + np.diff(seen.indptr).max())
    ids, _ = model.recommend(np.arange(inputs.shape[0]), inputs, N=min(reach, inputs.shape[1]), filter_already_liked_items=False, **more)
    ranked = np.zeros((inputs.shape[0], DEPTH), dtype=np.int64)
    for row in range(inputs.shape[0]):
        known = seen.indices[seen.indptr[row] : seen.indptr[row + 1]]
        fresh = ids[row][(ids[row] >= 0) & ~np.isin(ids[row], known)][:DEPTH]
        ranked[row] = np.pad(fresh, (0, DEPTH - len(fresh)), constant_values=-1)
    return ranked


def ease(train, ridge):
    """EASE (Steck 2019) in plain NumPy: weights of all pairs."""
    gram = np.asfortranarray((train.T @ train).toarray(), dtype=np.float32)
    gram[np.diag_indices_from(gram)] += ridge
    factor, _ = scipy.linalg.lapack.spotrf(gram, lower=1, overwrite_a=1)
    inverse, _ = scipy.linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    weights = inverse / -np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("split", type=Path, help="the folder that `halfstar evaluate --dump` wrote")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", default="", help="some of als, bpr, cosine, bm25, ease, separated by commas")
    args = parser.parse_args()
    sizes = json.loads((args.split / "split.json").read_text())
    pool, members = sizes["pool"], sizes["members"]

    def load(name, value):
        return matrix(args.split, name, sizes["train_members"] if name == "train" else members, pool, value)

    seen = load("shown", lambda halves: np.ones(len(halves), dtype=np.float32))
    hidden = load("hidden", binary)
    threads = {"num_threads": args.threads}

    def als():
        model = AlternatingLeastSquares(factors=128, regularization=30, alpha=1.7, iterations=15, random_state=1, **threads)
        model.fit(load("train", graded), show_progress=False)
        return recommended(model, load("shown", graded), seen, recalculate_user=True)

    def bpr():
        # It cannot place a new member: the shown ratings are trained on too, which favours it.
        model = BayesianPersonalizedRanking(factors=128, learning_rate=0.05, regularization=0.005, iterations=60, random_state=1, **threads)
        both = sp.vstack([load("train", binary), load("shown", binary)]).tocsr()
        model.fit(both, show_progress=False)
        shown = np.arange(both.shape[0] - members, both.shape[0])
        return top(np.asarray(model.user_factors[shown] @ model.item_factors.T), seen)

    def neighbours(kind):
        model = kind(K=100, **threads)
        model.fit(load("train", graded), show_progress=False)
        return recommended(model, load("shown", graded), seen)

    peers = {
        "als": ("implicit, ALS, 128 factors, graded", als),
        "bpr": ("implicit, BPR, 128 factors (trained on the shown ratings too)", bpr),
        "cosine": ("implicit, item cosine, 100, graded", lambda: neighbours(CosineRecommender)),
        "bm25": ("implicit, item BM25, 100, graded", lambda: neighbours(BM25Recommender)),
        "ease": ("NumPy EASE on positives, λ 800", lambda: top(np.asarray(load("shown", binary) @ ease(load("train", binary), 800)), seen)),
    }
    wanted = args.only.split(",") if args.only else list(peers)
    print(f"{members} members, {pool} films\n")
    print("| model | NDCG@100 | NDCG@10 | Recall@20 | Recall@50 | seconds |\n|---|--:|--:|--:|--:|--:|", flush=True)
    for key in wanted:
        if key not in peers:
            parser.error(f"there is no {key}; --only takes {', '.join(peers)}")
        name, run = peers[key]
        start = time.time()
        values = " | ".join(f"{value:.4f}" for value in measure(run(), hidden))
        print(f"| {name} | {values} | {time.time() - start:.0f} |", flush=True)


if __name__ == "__main__":
    main()
