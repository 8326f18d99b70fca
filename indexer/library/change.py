"""Changing what is indexed. Every change holds the build lock, builds the snapshot that it leads to beside the live one, and
only then replaces the table and switches; where it fails or is killed, table and snapshot are those of before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from indexer.build import build_locked
from indexer.encoders import EMBEDDED, open_encoder
from indexer.errors import CorpusInvalid, LastReport, ReportExists
from indexer.fill import Track, no_track
from indexer.home import build_lock, sync
from indexer.library.proposal import Outcome, Proposal, entry_of, identify
from indexer.library.table import Table
from indexer.paths import CORPUS
from indexer.snapshot import Manifest


def add(
    home: Path, proposals: Sequence[Proposal], *, replace: bool = True, track: Track = no_track
) -> tuple[list[Outcome], Manifest | None]:
    """Add reports and index them; without a manifest if all were here already.

    Raises CorpusInvalid if two proposals would be the same report, ReportExists if one would take the place of another text
    and is not to `replace` it, BuildInProgress, or what `build_snapshot` raises.
    """

    def planned(table: Table) -> list[Outcome]:
        outcomes = plan(table, proposals)
        if not replace and (taken := next((each for each in outcomes if each.status == "version"), None)):
            raise ReportExists(f"report {taken.report_id} is here with another text, {taken.replaced}; nothing was changed")
        return outcomes

    outcomes = planned(Table(home))
    if all(outcome.status == "known" for outcome in outcomes):
        return outcomes, None

    def edit(table: Table) -> None:
        outcomes[:] = planned(table)  # again: another change may have gone by before this one held the lock
        for proposal, outcome in zip(proposals, outcomes, strict=True):
            if outcome.status != "known":
                _put(table, proposal, outcome.report_id)

    manifest = _change(home, edit, track)
    return outcomes, manifest


def remove(home: Path, report_ids: Sequence[str], *, track: Track = no_track) -> Manifest:
    """Remove reports with their old versions, or old versions. Raises NotFound, LastReport, or what `build_snapshot` raises."""

    def edit(table: Table) -> None:
        for report_id in report_ids:
            table.drop(report_id)

    return _change(home, edit, track)


def index(home: Path, *, corpus: Path = CORPUS, encoder_name: str = EMBEDDED, track: Track = no_track) -> Manifest:
    """Index that corpus with that encoder, and the added reports beside it. Raises as `build_snapshot` does."""

    def edit(table: Table) -> None:
        is_path = encoder_name != EMBEDDED and Path(encoder_name).is_dir()
        table.choose(corpus=corpus.resolve(), encoder_name=str(Path(encoder_name).resolve()) if is_path else encoder_name)

    return _change(home, edit, track)


def reindex(home: Path, *, track: Track = no_track) -> Manifest:
    """Index the same reports with the same encoder again, as the table has them now. Raises as `build_snapshot` does."""
    return _change(home, lambda table: None, track)


def plan(table: Table, proposals: Sequence[Proposal]) -> list[Outcome]:
    """What adding all of them comes to. Raises CorpusInvalid if two with different texts would be the same report."""
    entries = {entry.report_id: entry for entry in table.entries()}
    outcomes: list[Outcome] = []
    names: dict[str, str] = {}
    for proposal in proposals:
        outcome = identify(proposal, entries)
        outcomes.append(outcome)
        if outcome.status == "known":
            continue
        if outcome.report_id in names:
            told = f"{names[outcome.report_id]} and {proposal.name} are both {outcome.report_id}, with different texts"
            raise CorpusInvalid(f"{told}; add the later one alone, or give it an id of its own with --id")
        names[outcome.report_id] = proposal.name
        entries[outcome.report_id] = entry_of(table.home, proposal, outcome.report_id)
    return outcomes


def _put(table: Table, proposal: Proposal, report_id: str) -> None:
    entry = entry_of(table.home, proposal, report_id)
    entry.path.parent.mkdir(exist_ok=True)
    entry.path.write_bytes(proposal.raw)
    sync(entry.path)
    table.put(entry)


def _change(home: Path, edit: Callable[[Table], None], track: Track) -> Manifest:
    """Index what the edited table says."""
    with build_lock(home):
        table = Table(home)
        table.clean_up()
        try:
            edit(table)
            entries = table.entries()
            if not entries:
                raise LastReport("no report would be left; an index needs one, so add another before")
            name = table.encoder_name
            return build_locked(entries, open_encoder(name), home, encoder_name=name, track=track, around_switch=table.saved)
        finally:
            Table(home).clean_up()
