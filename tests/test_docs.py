"""What the documents say is so: commands, make targets, links, and the output they show.

`python tests/test_docs.py` writes the output anew; read the diff.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.main import get_command

from service.cli.app import LAZY_COMMANDS, app

ROOT = Path(__file__).parents[1]
READMES = {"README.md": "C.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8"}  # and the locale of what they show
IGNORED = {".venv", ".git", ".pytest_cache", ".hypothesis", "build", "out", "node_modules"}
DOCUMENTS = sorted(path for path in ROOT.rglob("*.md") if not IGNORED & set(path.relative_to(ROOT).parts))

_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.M | re.S)
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)")
_DEMO = re.compile(r'wenzheng ask "(.*)"')
_CURL_ASK = re.compile(r"""curl .*/v1/ask .*'(\{.*?\})' \| jq '\{([\w, ]+)\}'""")


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_documented(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    commands = [*get_command(app).list_commands(None), *LAZY_COMMANDS]  # type: ignore[attr-defined]
    assert [name for name in commands if f"wenzheng {name}" not in text] == []


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_is_documented(readme: str) -> None:
    makefile, text = ((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", readme))
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M)) - {"help"}
    assert sorted(target for target in targets if f"make {target}" not in text) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(path: Path) -> None:
    for link, heading in _LINK.findall(path.read_text(encoding="utf-8")):
        target = path.parent / link if link else path
        assert target.exists(), f"{path.name} links to {link}"
        assert not heading or heading in anchors(target), f"{path.name} links to {link}#{heading}"


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("readme", READMES)
def test_the_output_shown_is_the_output(readme: str, home: Path) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert text == with_output(text, READMES[readme], home), "run `python tests/test_docs.py` and read the diff"


def with_output(text: str, locale: str, home: Path) -> str:
    """The document with what its `wenzheng ask`, `search`, `facts` and `compare` and `curl .../v1/ask` examples print today."""
    environ = {**os.environ, "LC_ALL": locale, "WENZHENG_HOME": str(home), "COLUMNS": "80", "PYTHONPATH": str(ROOT)}
    return _CONSOLE.sub(lambda block: _block(block[0], environ), text)


def _block(block: str, environ: Mapping[str, str]) -> str:
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)  # before the first command, then command and output in turns
    for i in range(1, len(parts), 2):
        command = parts[i]
        if command.startswith(tuple(f"wenzheng {name} " for name in ("ask", "search", "facts", "compare"))):
            printed = _run(shlex.split(command)[1:], environ)
            parts[i + 1] = "\n".join(line.rstrip() for line in printed.rstrip().split("\n")) + "\n"
        elif command.startswith("make demo"):  # its first line tells when and how fast the index was built
            asked = _DEMO.findall((ROOT / "Makefile").read_text(encoding="utf-8"))[0]
            parts[i + 1] = parts[i + 1].split("\n")[0] + "\n" + _run(["ask", asked], environ)
        elif curl := _CURL_ASK.search(command):
            answer = json.loads(_run(["ask", "--json", json.loads(curl[1])["question"]], environ))
            shown = {name: answer[name] for name in curl[2].split(", ")}
            parts[i + 1] = json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
        parts[i] = f"$ {command}\n"
    return "".join(parts)


def _run(arguments: list[str], environ: Mapping[str, str]) -> str:
    command = [sys.executable, "-c", "from service.cli.app import main; main()", *arguments]
    return subprocess.run(command, env=environ, check=True, capture_output=True, text=True, encoding="utf-8").stdout


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name, locale in READMES.items():
            path = ROOT / name
            path.write_text(with_output(path.read_text(encoding="utf-8"), locale, Path(folder)), encoding="utf-8")
