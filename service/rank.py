"""One fused score: score(c) = sum over parts of weight * part(c), weights adding up to 1.

The parts of a clause, all higher is better:
lexical   BM25 over its bound for this query, 0 to 1 (`indexer.lexical`)
dense     cosine of the query with the clause, headings included
sentence  cosine of the query with the clause's best sentence
late      MaxSim of the query's words with the clause's words and headings (`indexer.late`), or of tokens (`indexer.token_index`)
window    MaxSim of the query's words with the best few words of the clause that stand side by side (`indexer.late`)
year      1 if the clause speaks of a year that is asked for, -1 if of another one, 0 if the query or the clause names none
fact      how well a figure of the clause is what is asked for, by indicator, period, kind and unit (`service.agreement`)
term      1 if the clause explains a term (名词解释) that the query names, else 0

The parts that count in a mode: hybrid all, lexical the first only, dense all but the first, pooled the cosines of clause and
sentence only, which is what the encoder's pooled vectors find by themselves.

The weights are in ranking.toml, with the command that fitted them.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from indexer.encoders.base import Floats
from service.records import Mode

PARTS = ("lexical", "dense", "sentence", "late", "window", "year", "fact", "term")
SAME_REPORT = 0.02
RANKING = Path(__file__).parent / "ranking.toml"
_COUNTING: Mapping[Mode, Collection[str]] = {
    "hybrid": PARTS,
    "lexical": ("lexical",),
    "dense": PARTS[1:],
    "pooled": ("dense", "sentence"),
}


@functools.cache
def _tables() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(RANKING.read_text(encoding="utf-8"))


def weights(mode: Mode, parts: Collection[str]) -> Mapping[str, float]:
    """Weight of each part that counts in this mode, adding up to 1; `parts` are those that the encoder gives."""
    table = _tables()["words" if "window" in parts else "tokens" if "late" in parts else "vectors"]
    chosen = {part: table[part] for part in _COUNTING[mode] if part in table}
    total = sum(chosen.values())
    return {part: weight / total for part, weight in chosen.items()}


def fuse(parts: Mapping[str, Floats], weight_of: Mapping[str, float]) -> npt.NDArray[np.float64]:
    """The fused score of each clause, (n,)."""
    weighted = [weight * parts[part].astype(np.float64) for part, weight in weight_of.items()]
    # To the sixth decimal: the last bits of a product depend on where a row stands, and equal clauses must score the same.
    return np.asarray(np.round(np.sum(weighted, axis=0), 6), np.float64)


def spread_out(
    order: npt.NDArray[np.intp], scores: npt.NDArray[np.float64], owners: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """The candidates in their new order, and their scores less `SAME_REPORT` for every better one of the same report, so that
    one report does not fill a page when many answer. `owners` has the report of each candidate; equal scores stay in order.
    """
    by_owner = order[np.argsort(owners[order], kind="stable")]
    firsts = np.flatnonzero(np.diff(owners[by_owner], prepend=-1))
    n_before = np.zeros(len(scores))
    n_before[by_owner] = np.arange(len(order)) - np.repeat(firsts, np.diff(firsts, append=len(order)))
    lowered = np.round(scores - SAME_REPORT * n_before, 6)
    return order[np.argsort(-lowered[order], kind="stable")], lowered
