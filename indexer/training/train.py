"""The two stages that train the table of feature rows.

Stage 1 pulls pooled vectors of a pair together (InfoNCE, van den Oord et al., 2018, with in-batch negatives of the same
kind). Stage 2 tunes the same rows through late interaction, as `indexer.late` scores it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from rich.progress import track
from torch import Tensor, nn
from torch.nn import functional

from indexer.encoders.base import Floats
from indexer.encoders.features import N_ROWS
from indexer.training.interaction import Side, interact
from indexer.training.prepare import Prepared, Ragged

POOLED_TEMPERATURE, LATE_TEMPERATURE = 0.05, 0.03


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage's recipe. `repeat` and `at_most` are by kind of pair; a kind not named is used once, wholly."""

    epochs: int
    batch: int
    rate: float  # peak learning rate of sparse Adam, falling linearly
    warm_up: int  # steps
    repeat: Mapping[str, int] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    # Kinds of which every other batch is made of pairs that stand side by side: questions about one report, whose other clauses
    # are harder negatives than those of other reports.
    neighbours: frozenset[str] = frozenset()
    steps: int | None = None  # stop there, None for all


class Table(nn.Module):
    """Feature rows and their log weights; a word's vector is the weighted sum of its rows."""

    def __init__(self, dim: int, row_counts: npt.NDArray[np.int64]) -> None:
        super().__init__()
        self.rows = nn.EmbeddingBag(N_ROWS, dim, mode="sum", sparse=True)
        nn.init.normal_(self.rows.weight, std=dim**-0.5)
        self.log_weights = nn.Embedding(N_ROWS, 1, sparse=True)
        rarity = np.log1p(row_counts.sum() / (row_counts + 50) / 50)
        start = np.log(np.maximum(rarity / rarity.mean(), 0.05))
        self.log_weights.weight.data[:, 0] = torch.tensor(start, dtype=torch.float32)

    def forward(self, vocabulary: Ragged) -> Tensor:
        """Vectors of words, (n words, dim), not normalised: their norms are the words' weights."""
        values = torch.as_tensor(vocabulary.values)
        weights = torch.exp(self.log_weights(values)[:, 0])
        vectors: Tensor = self.rows(values, torch.as_tensor(vocabulary.offsets[:-1]), per_sample_weights=weights)
        return vectors

    def weighted_rows(self) -> Floats:
        """The rows with their weights, (N_ROWS, dim)."""
        weights = torch.exp(self.log_weights.weight.detach())
        return np.asarray((self.rows.weight.detach() * weights).cpu(), np.float32)


def _side(table: Table, data: Prepared, texts: Ragged, indices: npt.NDArray[np.int64]) -> Side:
    taken = texts.take(indices)
    distinct, local = np.unique(taken.values, return_inverse=True)
    return Side(table(data.vocabulary.take(distinct)), Ragged(local.astype(np.int64), taken.offsets))


def _same(texts: Ragged) -> Tensor:
    """Which texts of a batch are equal, (n, n), the diagonal left out: they are no negatives of each other."""
    keys = [texts.values[a:b].tobytes() for a, b in zip(texts.offsets, texts.offsets[1:], strict=False)]
    ids = torch.tensor(np.unique(keys, return_inverse=True)[1])
    return (ids[:, None] == ids[None]) & ~torch.eye(len(ids), dtype=torch.bool)


def _contrast(scores: Tensor, same: Tensor, *, backward_weight: float) -> Tensor:
    scores = scores.masked_fill(same, float("-inf"))
    labels = torch.arange(len(scores))
    return functional.cross_entropy(scores, labels) + backward_weight * functional.cross_entropy(scores.T, labels)


State = Mapping[str, Tensor]  # the parameters of a table by name
Loss = Callable[[Side, Side, Tensor], Tensor]


def pooled_loss(queries: Side, passages: Side, same: Tensor) -> Tensor:
    return _contrast(queries.pooled() @ passages.pooled().T / POOLED_TEMPERATURE, same, backward_weight=1.0) / 2


def late_loss(queries: Side, passages: Side, same: Tensor) -> Tensor:
    """The best window as in the ranking, the whole clause for half and, for half, pooled vectors that find it."""
    found = interact(queries, passages)
    window = _contrast(found.windows / LATE_TEMPERATURE, same, backward_weight=0.5)
    clause = _contrast(found.clauses / LATE_TEMPERATURE, same, backward_weight=0.5)
    pooled = found.queries @ passages.pooled().T / POOLED_TEMPERATURE
    return window + 0.5 * clause + 0.5 * _contrast(pooled, same, backward_weight=0.0)


def schedule(kinds: npt.NDArray[np.str_], stage: Stage, rng: np.random.Generator) -> list[npt.NDArray[np.int64]]:
    """Batches of pair indices, each of one kind, in a shuffled order."""
    batches: list[npt.NDArray[np.int64]] = []
    for _ in range(stage.epochs):
        for kind in np.unique(kinds):
            chosen = rng.permutation(np.flatnonzero(kinds == kind))[: stage.at_most.get(str(kind))]
            size = min(stage.batch, max(96, len(chosen) // 4))
            for turn in range(stage.repeat.get(str(kind), 1)):
                is_side_by_side = kind in stage.neighbours and turn % 2 == 1
                order = np.roll(np.sort(chosen), rng.integers(size)) if is_side_by_side else rng.permutation(chosen)
                batches += [order[i : i + size] for i in range(0, len(order) - size + 1, size)]
    return [batches[i] for i in rng.permutation(len(batches))][: stage.steps]


def train(table: Table, data: Prepared, stage: Stage, loss_of: Loss, *, seed: int, title: str) -> list[float]:
    """Run one stage in place; returns the loss of every step."""
    rng = np.random.default_rng(seed)
    optimizer = torch.optim.SparseAdam(list(table.parameters()), lr=stage.rate)
    batches = schedule(data.kinds, stage, rng)
    losses = []
    for step, indices in enumerate(track(batches, description=title)):
        for group in optimizer.param_groups:
            group["lr"] = stage.rate * (min(1, (step + 1) / stage.warm_up) * (1 - step / len(batches)) + 0.01)
        queries = _side(table, data, data.queries, indices)
        passages = _side(table, data, data.passages, indices)
        same = _same(queries.words) | _same(passages.words)
        loss = loss_of(queries, passages, same)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()  # type: ignore[no-untyped-call]
        losses.append(loss.item())
    return losses


def mean(states: Sequence[State]) -> State:
    """The mean of tables that one was trained to be (model soups, Wortsman et al., ICML 2022): better than each of them."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
