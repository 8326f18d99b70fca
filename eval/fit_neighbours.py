"""Count service/readers/spans/neighbours.marisa: `python -m eval.fit_neighbours --data DIR --out FILE`.

Over the reports below DIR/reports but those that the encoder is not trained on either (indexer/training/data/held_out.txt).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import indexer
from eval.collection import id_of, load_collection
from indexer.segment import fold
from service.readers.spans.layout import cut_words
from service.readers.spans.neighbours import build_table

HELD_OUT = Path(indexer.__file__).parent / "training" / "data" / "held_out.txt"


def texts_of(data: Path) -> list[str]:
    """The folded texts of the reports below `data`/reports that the encoder is trained on."""
    held_out = {id_of(Path(name)) for name in HELD_OUT.read_text(encoding="utf-8").split()}
    return [fold(report.text) for report in load_collection(data) if report.report_id not in held_out]


def main(
    data: Annotated[Path, typer.Option(help="The folder with reports/.")],
    out: Annotated[Path, typer.Option(help="Write the table there.")],
) -> None:
    """Write how the words of many reports stand beside each other."""
    build_table([(text, cut_words(text)) for text in texts_of(data)], out)


if __name__ == "__main__":
    typer.run(main)
