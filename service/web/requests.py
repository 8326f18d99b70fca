"""What a caller may send. Unknown fields are refused by name: a misspelt filter would search everything."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from service.conversation.complete import MAX_CONTEXT
from service.facts.finder import FactFilters, FactKind
from service.records import Filters, Mode, ScopeField

MAX_QUERY = 500
MAX_K = 100
MAX_BATCH = 64
MAX_FILTER_VALUES = 64
MAX_LIMIT = 1000
MAX_NAME = 100


def _named(name: str) -> str:
    """Raises PydanticCustomError for white space, which names nothing."""
    if not name.strip():
        raise PydanticCustomError("blank", "it is only white space; send a name, e.g. 地区生产总值 or 2019, or leave it out")
    return name


QueryText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUERY)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Level = Literal["national", "provincial", "city", "county", "district"]
Year = Annotated[int, Field(ge=1949, le=2100)]
IndicatorName = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME), AfterValidator(_named)]
Period = Annotated[str, StringConstraints(min_length=1, max_length=40), AfterValidator(_named)]
Unit = Annotated[str, StringConstraints(min_length=1, max_length=40)]
ClauseName = Annotated[str, StringConstraints(min_length=1, max_length=400)]
CursorText = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Filtered(BaseModel):
    """Which reports count: values of one filter are alternatives, the filters narrow each other."""

    model_config = ConfigDict(extra="forbid")

    report: list[Name] = Field([], max_length=MAX_FILTER_VALUES, description="report ids", examples=[["qiantang-2020"]])
    region: list[Name] = Field([], max_length=MAX_FILTER_VALUES, description="regions as /v1/reports names them")
    year: list[Year] = Field([], max_length=MAX_FILTER_VALUES, description="the year whose report it is", examples=[[2020]])
    level: list[Level] = Field([], max_length=MAX_FILTER_VALUES, description="levels of government")

    def filters(self) -> Filters:
        return Filters(tuple(self.report), tuple(self.region), tuple(self.year), tuple(self.level))


class Scoped(Filtered):
    """Filters, beside those that the words of the question set."""

    ignore: list[ScopeField] = Field(
        [], max_length=3, description="fields of which the words of the question set no filter", examples=[["region"]]
    )


class Ranked(Scoped):
    """How clauses are ranked."""

    k: int = Field(10, ge=1, le=MAX_K, description="clauses on a page")
    mode: Mode = Field(
        "hybrid", description="by words and meaning, by words only, by meaning only, by the vectors of clauses and sentences only"
    )
    explain: bool = Field(False, description="add the parts of each score and the word matches")


class SearchParams(Ranked):
    """The query string of GET /v1/search."""

    q: QueryText = Field(description="what to look for, in any language", examples=["2019年货物进出口总额"])
    cursor: CursorText | None = Field(None, description="`next` of the page before")


class SearchBody(Ranked):
    """The body of POST /v1/search: `q` for one query, or `queries` for a batch that shares the other fields."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "examples": [
                {"q": "2019年货物进出口总额", "k": 5, "year": [2020]},
                {"queries": ["2019年货物进出口总额", "新增公交线路"], "k": 3},
            ]
        },
    )

    q: QueryText | None = Field(None, description="what to look for, in any language")
    cursor: CursorText | None = Field(None, description="`next` of the page before; only with `q`")
    queries: list[QueryText] | None = Field(None, min_length=1, max_length=MAX_BATCH, description="a batch, answered in order")

    @model_validator(mode="after")
    def _one_or_many(self) -> Self:
        if (self.q is None) == (self.queries is None):
            raise PydanticCustomError("q_or_queries", "send either q (one query) or queries (a batch)")
        if self.queries is not None and self.cursor is not None:
            raise PydanticCustomError("cursor_in_batch", "a batch has no cursor; page one query at a time with q")
        return self


class AskBody(Scoped):
    """The body of POST /v1/ask."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"question": "2019年地区生产总值是多少?", "report": [], "region": [], "year": []}]},
    )

    question: QueryText = Field(description="in everyday words, in any language")
    context: list[QueryText] = Field(
        [],
        max_length=MAX_CONTEXT,
        description="the questions asked before it, oldest first: 那2020年呢 is completed from them, a whole question never",
        examples=[["2019年地区生产总值是多少?"]],
    )
    llm: bool = Field(False, description="must be false: this service has no language model")
    stream: bool = Field(False, description="must be false: an answer comes whole")

    @field_validator("llm", "stream")
    @classmethod
    def _not_there(cls, value: bool) -> bool:
        if value:
            raise PydanticCustomError("not_there", "this service has no language model and does not stream; send false")
        return value


class FactsParams(Filtered):
    """The query string of GET /v1/facts."""

    indicator: IndicatorName | None = Field(
        None, description="under any of its names, in any language; all indicators if left out", examples=["地区生产总值"]
    )
    period: list[Period] = Field(
        [], max_length=MAX_FILTER_VALUES, description="a year, or a period as the facts name it", examples=[["2019"]]
    )
    kind: list[FactKind] = Field([], max_length=MAX_FILTER_VALUES, description="what was done, what is planned, neither")
    unit: list[Unit] = Field([], max_length=MAX_FILTER_VALUES, description="as printed (亿元) or the base unit (元)")
    clause: list[ClauseName] = Field([], max_length=MAX_FILTER_VALUES, description="clause ids", examples=[["qiantang-2020/1.1"]])
    limit: int | None = Field(None, ge=1, le=MAX_LIMIT, description="facts on a page; left out: 100 in JSON, all of them in CSV")
    cursor: CursorText | None = Field(None, description="`next` of the page before")

    def fact_filters(self) -> FactFilters:
        return FactFilters(self.filters(), tuple(self.period), tuple(self.kind), tuple(self.unit), tuple(self.clause))


class CompareParams(Filtered):
    """The query string of GET /v1/compare."""

    indicator: IndicatorName = Field(description="under any of its names, in any language", examples=["地区生产总值"])
    period: list[Period] = Field([], max_length=MAX_FILTER_VALUES, description="a year, or a period as the facts name it")
