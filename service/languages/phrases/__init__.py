"""What an answer says around the words of a report, in the language of the question: one file for each language, written by hand.

quote, says, lists, explains    marks around words of the report; what leads to a phrase, a list, a definition
yes, no                         the answers to whether
year, counted, large            a year; a number and its noun, the same where the number ends in million or more
range, at_least, at_most, …     a figure of two ends, and what bounds one
label, known                    an indicator and its figure; an amount or a growth, of what was done or is aimed at
missing, instead, of_region     what a report does not have of an indicator, and what it has; a figure of one of several regions
rows, nation                    an answer over several reports: a region and year, what it says, which say nothing; the country
reason                          why there is no answer
nouns                           what is counted, by the plural categories of CLDR where the language has several

{name}, the name of an indicator, stands where no case changes it. A test holds every language to the same keys.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
TRADITIONAL = "zh-Hant"  # made of zh
LANGUAGES = (*sorted(path.stem for path in FOLDER.glob("*.toml")), TRADITIONAL)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one of `LANGUAGES`."""

    language: str
    table: Mapping[str, Any]
    finish: Callable[[str], str]  # what is done to a whole text before it is shown

    @property
    def is_chinese(self) -> bool:
        return self.language in ("zh", TRADITIONAL)

    def say(self, name: str, /, *values: object, **named: object) -> str:
        """The phrase of that name (`reason.place`) with its places filled."""
        found: Any = self.table
        for key in name.split("."):
            found = found[key]
        return str(found).format(*values, **named)

    def noun(self, key: str, category: str) -> str | None:
        """What is counted, in the form of a plural category; None where there is no such noun."""
        forms = self.table["nouns"].get(key)
        return forms.get(category, forms["other"]) if isinstance(forms, dict) else forms


@functools.cache
def phrases(language: str) -> Phrases:
    """English for a language that has none."""
    name = {TRADITIONAL: "zh"}.get(language, language if language in LANGUAGES else "en")
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Phrases(language, table, _traditional if language == TRADITIONAL else str)


def _traditional(text: str) -> str:
    from service.languages.detect import to_traditional

    return to_traditional(text)
