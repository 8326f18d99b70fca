"""How a folder of reports is cut into clauses: `python -m eval.survey DIR` prints one line a report, `--json` for programs.

Text in clauses over LONG characters is the figure to watch: such a clause is too long to be a citation.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from indexer.errors import WenzhengError
from indexer.outline import outline
from indexer.reading import read_report
from indexer.reading.kinds import READ, SUFFIXES
from indexer.records import Report

LONG = 400


@dataclass(frozen=True, slots=True)
class Surveyed:
    """How one report was cut. Invariant: error is None, or the counts are 0 and it says why the report was not cut."""

    file: str
    n_clauses: int = 0
    n_headings: int = 0
    longest: int = 0  # code points
    n_characters: int = 0  # of all clauses
    n_long_characters: int = 0  # of the clauses over LONG
    error: str | None = None

    @property
    def long_share(self) -> float:
        """Share of the text of clauses that is in clauses over LONG, in [0, 1]; 0 for a report without clauses."""
        return self.n_long_characters / self.n_characters if self.n_characters else 0.0


def survey(folder: Path) -> list[Surveyed]:
    """Every file below the folder of a kind that reports are read from, by path; one that cannot be cut has its error."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    return [survey_file(path, str(path.relative_to(folder))) for path in paths]


def survey_file(path: Path, name: str) -> Surveyed:
    """How one report is cut."""
    try:
        read = read_report(path, str(path), trusted=True)
        # Only the text matters to the outline; what else a report is known by is not known here.
        found = outline(Report(path.stem, path.stem, "", "", 0, 0, None, str(path), read.sha256, read.text))
    except WenzhengError as error:
        return Surveyed(name, error=str(error))
    lengths = [clause.end - clause.start for clause in found.clauses]
    return Surveyed(
        name,
        n_clauses=len(lengths),
        n_headings=len(found.headings),
        longest=max(lengths, default=0),
        n_characters=sum(lengths),
        n_long_characters=sum(length for length in lengths if length > LONG),
    )


def print_table(surveyed: Sequence[Surveyed], console: Console) -> None:
    """One row a report, and a last one for them all: the median count, the longest clause, the share over all text."""
    table = Table("report", *(f"[right]{name}" for name in ("clauses", "headings", "longest", f"over {LONG}")), title="outline")
    for column in table.columns[1:]:
        column.justify = "right"
        column.header = str(column.header).removeprefix("[right]")
    for row in surveyed:
        if row.error is not None:
            table.add_row(row.file, "-", "-", "-", row.error)
        else:
            table.add_row(row.file, str(row.n_clauses), str(row.n_headings), str(row.longest), f"{row.long_share:.1%}")
    cut = [row for row in surveyed if row.error is None]
    if cut:
        share = sum(row.n_long_characters for row in cut) / max(1, sum(row.n_characters for row in cut))
        counts = [row.n_clauses for row in cut]
        spread = f"{min(counts)} / {statistics.median(counts):g} / {max(counts)}"
        table.add_section()
        table.add_row(f"{len(cut)} reports, min / median / max", spread, "", str(max(row.longest for row in cut)), f"{share:.1%}")
    console.print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0, 1 if a report could not be cut, 2 if there is none."""
    parser = argparse.ArgumentParser(prog="python -m eval.survey", description="How a folder of reports is cut into clauses.")
    parser.add_argument("folder", type=Path, help="folder with reports, searched at every depth")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    surveyed = survey(options.folder)
    if not surveyed:
        print(f"{options.folder}: no {READ} file below it; give the folder that holds the reports", file=sys.stderr)
        return 2
    if options.json:
        rows = [asdict(row) | {"long_share": row.long_share} for row in surveyed]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        print_table(surveyed, Console())
    return 1 if any(row.error is not None for row in surveyed) else 0


if __name__ == "__main__":
    sys.exit(main())
