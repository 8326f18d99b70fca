"""What a caller gets back of questions over several reports: which filters their words set, and a row for each report."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field

from service.records import AnswerRow, Chip, ScopeField
from service.web.citation_responses import CitationOut


class ChipOut(BaseModel):
    """A filter that the words of the question set; `ignore` with its field asks the same without it."""

    field: ScopeField
    value: str = Field(description="a region, a level, a year of reports or the first and last of several", examples=["湖南省"])
    words: str = Field(description="of the question, folded", examples=["湖南"])

    @classmethod
    def of(cls, chip: Chip) -> Self:
        return cls(field=chip.field, value=chip.value, words=chip.words)


class RowOut(BaseModel):
    """What one report says, or does not: then `answer` and `citation` are null; `report_id` too where none is indexed."""

    region: str
    level: str
    year: int | None = Field(description="the year asked about, null where the question names none")
    report_id: str | None
    answer: str | None
    citation: CitationOut | None
    fact_id: str | None

    @classmethod
    def of(cls, row: AnswerRow) -> Self:
        return cls(
            region=row.region,
            level=row.level,
            year=row.year,
            report_id=row.report_id,
            answer=row.answer,
            citation=CitationOut.of(row.citation) if row.citation else None,
            fact_id=row.fact.fact_id if row.fact else None,
        )
