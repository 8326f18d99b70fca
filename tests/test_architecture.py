"""The rules that no single module can keep: who imports whom, how long a file is, that the error tree is drawn as it is."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import errors
from indexer.errors import WenzhengError

ROOT = Path(__file__).parents[1]
PACKAGES = ("indexer", "service", "eval")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE = 300


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it, by its full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(package: str, *, inside: str) -> list[str]:
    """Files in `inside` that import `package`."""
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / inside).rglob("*.py"))
        for name in imports(path)
        if name == package or name.startswith(package + ".")
    ]


@pytest.mark.parametrize(("package", "inside"), [("service", "indexer"), ("eval", "indexer"), ("eval", "service")])
def test_imports_run_one_way(package: str, inside: str) -> None:
    assert importers(package, inside=inside) == []


def test_nothing_imports_the_training_code_but_itself() -> None:
    found = [line for inside in PACKAGES for line in importers("indexer.training", inside=inside)]
    assert [line for line in found if not line.startswith("indexer/training/")] == []


def test_nothing_that_ships_imports_the_tests() -> None:
    assert [line for inside in PACKAGES for line in importers("tests", inside=inside)] == []


def test_eval_is_never_imported_by_its_bare_name() -> None:
    assert [path.name for path in FILES if "eval" in imports(path)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_holds_one_concept_and_has_a_docstring(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_FILE
    assert ast.get_docstring(ast.parse(source))


def test_no_module_takes_a_name_of_the_standard_library() -> None:
    assert [path.name for path in FILES if path.name in ("types.py", "tokenize.py")] == []


def error_classes() -> list[type[WenzhengError]]:
    return [cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, WenzhengError)]


def test_the_error_tree_is_drawn_as_it_is() -> None:
    drawn = re.findall(r"^(?:WenzhengError|[├└]── (\w+)  .*)$", str(errors.__doc__), re.MULTILINE)
    assert drawn[0] == ""  # the root
    assert sorted(drawn[1:]) == sorted(cls.__name__ for cls in error_classes() if cls is not WenzhengError)
    assert all(cls.__base__ is WenzhengError for cls in error_classes() if cls is not WenzhengError)


def test_every_error_has_a_code_of_its_own_made_of_its_name() -> None:
    codes = {cls.__name__: cls.code for cls in error_classes() if cls is not WenzhengError}
    assert codes == {name: re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in codes}
    assert len(set(codes.values()) | {WenzhengError.code}) == len(codes) + 1


def test_every_error_of_indexer_and_service_stands_in_the_one_tree() -> None:
    strays = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in FILES
        if path.is_relative_to(ROOT / "indexer") or path.is_relative_to(ROOT / "service")
        if path.name != "errors.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "WenzhengError" for base in node.bases)
    ]
    assert strays == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_errors_are_neither_swallowed_whole_nor_told_by_assert(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.type is None]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
