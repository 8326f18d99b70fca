"""`python -m indexer.training --data DIR`: pairs, words, two stages, the model directory.

The second stage is run in several orders of its batches, and the mean of what they give is kept.

A step whose file is there is skipped.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from indexer.encoders.features import N_ROWS
from indexer.encoders.principal import principal_axes
from indexer.training.export import export
from indexer.training.pairs import SETS, read_pairs
from indexer.training.prepare import Prepared, prepare
from indexer.training.train import Loss, Stage, State, Table, late_loss, mean, pooled_loss, train

DIM = 512
SHIPPED_DIM = 128  # of the principal directions of DIM: better than what is trained in as few
POOLED = Stage(
    epochs=3,
    batch=1024,
    rate=2e-3,
    warm_up=50,
    repeat={"question": 6, "question_any": 8, "lexicon": 4, "lexicon_any": 3, "heading": 3, "reading": 2, "parallel": 2},
    at_most={"dictionary": 60_000, "half_report": 40_000, "half_law": 12_000, "law_title": 20_000},
)
LATE = Stage(
    epochs=1,
    steps=1600,
    batch=96,
    rate=1e-3,
    warm_up=30,
    repeat={"question": 6, "question_any": 8, "heading": 2, "reading": 2},
    neighbours=frozenset({"question", "question_any"}),
    at_most={
        "dictionary": 0,
        "half_report": 0,
        "half_law": 0,
        "law_title": 8_000,
        "law": 12_000,
        "report": 30_000,
        "parallel": 50_000,
        "parallel_any": 30_000,
    },
)
ORDERS = 3  # of stage 2


def _row_counts(data: Prepared) -> npt.NDArray[np.int64]:
    """How often each feature row occurs in the pairs, (N_ROWS,)."""
    words = np.concatenate([data.queries.values, data.passages.values])
    word_counts = np.bincount(words, minlength=len(data.vocabulary.offsets) - 1)
    counts = np.zeros(N_ROWS, np.int64)
    np.add.at(counts, data.vocabulary.values, np.repeat(word_counts, np.diff(data.vocabulary.offsets)))
    return counts


def _run(start: State | None, data: Prepared, path: Path, stage: Stage, loss: Loss, *, seed: int) -> State:
    """What one stage makes of `start`, or left when it was done before."""
    if not path.exists():
        table = Table(DIM, _row_counts(data))
        if start is not None:
            table.load_state_dict(start)
        losses = train(table, data, stage, loss, seed=seed, title=path.stem)
        print(f"{path.stem}: loss of the last 100 steps {np.mean(losses[-100:]):.3f}")
        torch.save(table.state_dict(), path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)
    state: State = torch.load(path)
    return state


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m indexer.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with training/ and reports/")
    parser.add_argument("--out", type=Path, default=Path("build/training"), help="intermediate files and the model directory")
    parser.add_argument("--leave-out", nargs="+", choices=SETS, default=[], help="sets not to train on, to measure on them")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    out: Path = arguments.out
    sets = tuple(name for name in SETS if name not in arguments.leave_out)
    out.mkdir(parents=True, exist_ok=True)
    if torch.cuda.is_available():
        torch.set_default_device("cuda")
    torch.manual_seed(arguments.seed)
    torch.use_deterministic_algorithms(True)  # else threads add gradients up in the order in which they come
    prepared = out / "prepared.npz"
    if not prepared.exists():
        prepare(read_pairs(arguments.data, arguments.seed, sets), sets).save(prepared)
    data = Prepared.load(prepared)
    if data.sets != sets:
        parser.error(f"{prepared} holds {', '.join(data.sets)}, expected {', '.join(sets)}; name another --out")
    seed = arguments.seed
    pooled = _run(None, data, out / "pooled.pt", POOLED, pooled_loss, seed=seed)
    late = [_run(pooled, data, out / f"late-{order}.pt", LATE, late_loss, seed=seed + order) for order in range(ORDERS)]
    counts = _row_counts(data)
    table = Table(DIM, counts)
    table.load_state_dict(mean(late))
    vectors = table.weighted_rows()
    axes = principal_axes(vectors, np.sqrt(counts, dtype=np.float32), SHIPPED_DIM)
    export(vectors @ axes, out / "model", trained_on=data.sets)


if __name__ == "__main__":
    main()
