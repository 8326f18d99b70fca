"""The rows of a table to lines of text."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_ROW = 400  # characters; a row of longer cells is a layout, not a table


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row, each cell given as its lines: one line with tabs between the cells.

    A row of one filled cell, or of cells that hold prose, only places text on the page: its lines follow one another.
    """
    filled = [[line for line in cell if line.strip()] for cell in cells]
    n_characters = sum(len(line) for cell in filled for line in cell)
    if sum(map(bool, filled)) > 1 and n_characters <= LONGEST_ROW:
        return ["\t".join(" ".join(line.strip() for line in cell) for cell in filled)]
    return [line for cell in filled for line in cell]
