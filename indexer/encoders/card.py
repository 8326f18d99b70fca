"""What a model card says of its model."""

from __future__ import annotations

import re
from pathlib import Path

UNKNOWN = "unknown"
_FRONT_MATTER = re.compile(r"\A\ufeff?---\s*\n(.*?)\n---\s*$", re.DOTALL | re.MULTILINE)
_FIELD = r"""^{}:[ \t]*(?:\n[ \t]*-[ \t]*)?["']?([^\s"'#\[\]]+)"""  # a value, or the first of a list


def licence(card: Path | None) -> str:
    """The licence in the metadata at the head of a model card (README.md), as named there; UNKNOWN without one.

    For `license: other` it is `license_name`.
    """
    if card is None or not card.is_file():
        return UNKNOWN
    front = _FRONT_MATTER.match(card.read_text(encoding="utf-8", errors="replace"))
    found = _field("license", front[1]) if front else None
    if front and found == "other":
        found = _field("license_name", front[1]) or found
    return found or UNKNOWN


def _field(name: str, front_matter: str) -> str | None:
    found = re.search(_FIELD.format(name), front_matter, re.MULTILINE)
    return found[1] if found else None
