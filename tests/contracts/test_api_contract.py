"""The written contract and the OpenAPI document say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from service.holder import Holder
from service.web.api import create_app
from service.web.problems import STATUSES

CONTRACT = (Path(__file__).parents[2] / "service" / "API.md").read_text(encoding="utf-8")
JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}

# The schema that each ```json block of the contract is an example of, in reading order.
EXAMPLES = [
    "SearchResponse",
    "Explanation",
    "BatchResponse",
    "AskResponse",
    "FactsResponse",
    "CompareResponse",
    "ReportsResponse",
    "ReportResponse",
    "ClauseResponse",
    "ChangeResponse",
    "JobResponse",
    "Alive",
    "Ready",
    "Problem",
]


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    return create_app(Holder(tmp_path))  # the document does not depend on what is indexed


@pytest.fixture
def document(app: FastAPI) -> dict[str, Any]:
    return app.openapi()


def blocks() -> list[Any]:
    return [json.loads(block) for block in re.findall(r"```json\n(.*?)```", CONTRACT, re.DOTALL)]


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table after a heading, without its head."""
    table = re.search(r"(?:^\|.*\n)+", CONTRACT[CONTRACT.index(heading) :], re.MULTILINE)
    assert table is not None
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.group().splitlines()[2:]]


def mismatches(example: object, schema: dict[str, Any], schemas: dict[str, Any], where: str) -> list[str]:
    """Where an example is not of a schema: fields missing, fields unknown, values of another type."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        each = [mismatches(example, option, schemas, where) for option in schema["anyOf"]]
        return min(each, key=len)
    if isinstance(example, dict):
        fields = schema.get("properties")
        if fields is None:
            wanted = schema.get("additionalProperties", {})
            return [found for key, value in example.items() for found in mismatches(value, wanted, schemas, f"{where}.{key}")]
        differing = [f"{where}.{name}" for name in set(fields) ^ set(example)]
        both = [name for name in fields if name in example]
        return differing + [
            found for name in both for found in mismatches(example[name], fields[name], schemas, f"{where}.{name}")
        ]
    if isinstance(example, list):
        wanted = schema.get("prefixItems") or [schema.get("items", {})] * len(example)
        if schema.get("type") != "array" or len(wanted) != len(example):
            return [f"{where}: a list"]
        pairs = enumerate(zip(example, wanted, strict=True))
        return [found for i, (value, option) in pairs for found in mismatches(value, option, schemas, f"{where}[{i}]")]
    found, wanted_type = JSON_TYPES[type(example)], schema.get("type")
    fits = found == wanted_type or (found, wanted_type) == ("integer", "number")
    return [] if fits else [f"{where}: {found}, not {wanted_type}"]


def test_the_table_of_calls_is_the_calls_of_the_document(document: dict[str, Any]) -> None:
    written = {tuple(cells[0].strip("`").split()) for cells in rows("# The wire contract")}
    served = {(method.upper(), path) for path, calls in document["paths"].items() for method in calls}
    assert written == served


def test_each_example_has_the_fields_and_types_of_its_schema(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for example, name in zip(blocks(), EXAMPLES, strict=True):
        left_out = ["Problem.errors"] if name == "Problem" else []  # an unknown id has no field at fault
        assert mismatches(example, schemas[name], schemas, name) == left_out


def test_an_example_that_differs_from_its_schema_is_noticed() -> None:
    schemas = {"Hit": {"properties": {"rank": {"type": "integer"}, "path": {"type": "array", "items": {"type": "string"}}}}}
    schema = {"$ref": "#/components/schemas/Hit"}
    assert mismatches({"rank": 1, "path": ["a"]}, schema, schemas, "hit") == []
    assert mismatches({"rank": "1", "path": [1]}, schema, schemas, "hit") == [
        "hit.rank: string, not integer",
        "hit.path[0]: integer, not string",
    ]
    assert sorted(mismatches({"rank": 1, "way": []}, schema, schemas, "hit")) == ["hit.path", "hit.way"]


def test_the_table_of_errors_is_the_codes_of_the_service() -> None:
    written = {code: int(status) for status, codes, _ in rows("## Errors") for code in re.findall(r"`(\w+)`", codes)}
    assert written == {code: status for code, (status, _) in STATUSES.items()}


def test_the_limits_stand_in_the_document(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    by_name = {each["name"]: each["schema"] for each in document["paths"]["/v1/search"]["get"]["parameters"]}
    question = schemas["AskBody"]["properties"]["question"]
    batch = schemas["SearchBody"]["properties"]["queries"]["anyOf"][0]
    written = {cells[0]: tuple(int(re.sub(r"\D", "", cell) or 0) for cell in cells[1:]) for cells in rows("## Limits")}
    context = schemas["AskBody"]["properties"]["context"]
    for text in (by_name["q"], question, batch["items"], context["items"]):
        assert (
            (text["minLength"], text["maxLength"]) == written["`q`, `question`, each of `queries` and of `context`"] == (1, 500)
        )
    assert (0, context["maxItems"]) == written["`context`"] == (0, 16)
    assert (by_name["k"]["minimum"], by_name["k"]["maximum"]) == written["`k`"] == (1, 100)
    assert (batch["minItems"], batch["maxItems"]) == written["`queries`"] == (1, 64)
    assert (0, by_name["report"]["maxItems"]) == written["values of one filter"] == (0, 64)
    figures = {each["name"]: each["schema"] for each in document["paths"]["/v1/facts"]["get"]["parameters"]}
    name, limit = figures["indicator"]["anyOf"][0], figures["limit"]["anyOf"][0]
    assert (name["minLength"], name["maxLength"]) == written["`indicator`"] == (1, 100)
    assert (limit["minimum"], limit["maximum"]) == written["`limit`"] == (1, 1000)
    assert (0, figures["period"]["maxItems"]) == written["values of one filter"]
    years = by_name["year"]["items"]
    assert (years["minimum"], years["maximum"]) == written["`year`"] == (1949, 2100)


def test_the_form_and_the_key_of_a_change_stand_in_the_document(document: dict[str, Any]) -> None:
    add = document["paths"]["/v1/reports"]["post"]
    form = add["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert (form["required"], form["additionalProperties"]) == (["file"], False)
    written = CONTRACT[CONTRACT.index("## Adding and removing reports") :]
    assert [name for name in form["properties"] if f"`{name}" not in written] == []
    changes = (add, document["paths"]["/v1/reports/{report_id}"]["delete"], document["paths"]["/v1/jobs/{job_id}"]["get"])
    for call in changes:
        assert call["security"] == [{"HTTPBearer": []}]
        assert {"401", "403"} <= set(call["responses"])
    assert "security" not in document["paths"]["/v1/reports"]["get"]


def test_every_call_under_v1_documents_its_problems_as_problem_details(document: dict[str, Any]) -> None:
    for path, calls in document["paths"].items():
        for call in calls.values():
            failures = {status: response for status, response in call["responses"].items() if status >= "400"}
            assert {"422", "503"} <= set(failures) or not path.startswith("/v1")
            for response in failures.values():
                assert list(response["content"]) == ["application/problem+json"]
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_facts_are_documented_as_json_and_as_a_table(document: dict[str, Any]) -> None:
    told = {path: document["paths"][path]["get"]["responses"]["200"]["content"] for path in ("/v1/facts", "/v1/facts.csv")}
    assert set(told["/v1/facts"]) == {"application/json", "text/csv"}
    assert told["/v1/facts"]["application/json"]["schema"] == {"$ref": "#/components/schemas/FactsResponse"}
    assert set(told["/v1/facts.csv"]) == {"text/csv"}


def test_every_reference_of_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    for name in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)):
        assert name in document["components"]["schemas"]


def test_the_examples_of_the_document_are_of_their_schemas(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        for example in schema.get("examples", []):
            unknown = set(example) - set(schema["properties"])
            missing = set(schema.get("required", [])) - set(example)
            assert (name, unknown, missing) == (name, set(), set())


def test_an_unknown_field_is_refused_in_every_request_of_the_document(document: dict[str, Any]) -> None:
    for name in ("AskBody", "SearchBody"):
        assert document["components"]["schemas"][name]["additionalProperties"] is False
