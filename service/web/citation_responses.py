"""How a place in a report is told to a caller."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, Field

from service.records import Citation


class CitationOut(BaseModel):
    """A place in a report; the report's text[start:end] is the quote."""

    clause_id: str = Field(examples=["qiantang-2020/1.1"])
    report_id: str = Field(examples=["qiantang-2020"])
    path: list[str] = Field(examples=[["一、2019年工作回顾"]])
    quote: str = Field(examples=["全年实现地区生产总值1100.2亿元"])
    start: int = Field(examples=[214])
    end: int = Field(examples=[232])
    page: int | None = Field(description="on which it begins, from 1; null where the file has no pages", examples=[3])

    @classmethod
    def of(cls, citation: Citation) -> Self:
        return cls(
            clause_id=citation.clause_id,
            report_id=citation.report_id,
            path=list(citation.path),
            quote=citation.quote,
            start=citation.start,
            end=citation.end,
            page=citation.page,
        )
