"""A small network that chooses among candidates: a softmax over their scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from indexer.encoders.base import Floats
from service.readers.spans.scorer import WIDEST, Scorer

_HIDDEN = 48
_DROPOUTS = (0.45, 0.13)  # of hidden units, of features
_BATCH, _RATE, _DECAY = 16, 2e-3, 0.03
_N_WRONG = 120  # candidates of a question that are learned from, beside the right ones
_N_NETS = 2  # whose scores are added up

Choice = tuple[Floats, npt.NDArray[np.bool_]]  # features (n candidates, n features), and which are right


class _Net(nn.Module):
    def __init__(self, n_features: int, dropout: float, input_dropout: float) -> None:
        super().__init__()
        self.hidden = nn.Linear(n_features, _HIDDEN)
        self.out = nn.Linear(_HIDDEN, 1, bias=False)
        self.straight = nn.Linear(n_features, 1, bias=False)
        self.drop, self.drop_input = nn.Dropout(dropout), nn.Dropout(input_dropout)
        nn.init.zeros_(self.straight.weight)

    def forward(self, values: Tensor) -> Tensor:
        values = self.drop_input(values)
        scores: Tensor = self.out(self.drop(torch.relu(self.hidden(values)))) + self.straight(values)
        return scores[:, 0]


def fit_net(
    choices: Sequence[Choice], *, n_epochs: int, dropouts: tuple[float, float] = _DROPOUTS, n_nets: int = _N_NETS
) -> Scorer:
    """So many networks in one, each of another seed, by AdamW on -log of the chance of the right candidates, of which every
    choice has one."""
    every = np.concatenate([values for values, _ in choices])
    mean, scale = every.mean(0), every.std(0) + 1e-3
    nets = [_fit_one(choices, mean, scale, seed, n_epochs, dropouts) for seed in range(n_nets)]
    return Scorer(
        mean,
        scale,
        np.sum([net.straight.weight[0].detach().numpy() for net in nets], axis=0),
        np.concatenate([net.hidden.weight.detach().numpy().T for net in nets], axis=1),
        np.concatenate([net.hidden.bias.detach().numpy() for net in nets]),
        np.concatenate([net.out.weight[0].detach().numpy() for net in nets]),
    )


def _fit_one(
    choices: Sequence[Choice], mean: Floats, scale: Floats, seed: int, n_epochs: int, dropouts: tuple[float, float]
) -> _Net:
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    kept = [_thinned(values, right, generator) for values, right in choices]
    inputs = [torch.from_numpy(np.clip((values - mean) / scale, -WIDEST, WIDEST)) for values, _ in kept]
    wanted = [torch.from_numpy(right) for _, right in kept]
    net = _Net(len(mean), *dropouts)
    optimizer = torch.optim.AdamW(net.parameters(), lr=_RATE, weight_decay=_DECAY)
    n_steps = n_epochs * -(-len(kept) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=n_steps, pct_start=0.1)
    for _ in range(n_epochs):
        order = generator.permutation(len(kept)).tolist()
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            scores = net(torch.cat([inputs[i] for i in batch])).split([len(inputs[i]) for i in batch])
            losses = [s.logsumexp(0) - s[wanted[i]].logsumexp(0) for s, i in zip(scores, batch, strict=True)]
            optimizer.zero_grad()
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            schedule.step()
    return net.eval()


def _thinned(values: Floats, right: npt.NDArray[np.bool_], generator: np.random.Generator) -> Choice:
    rows = np.flatnonzero(right | (generator.random(len(right)) < _N_WRONG / len(right)))
    return values[rows], right[rows]
