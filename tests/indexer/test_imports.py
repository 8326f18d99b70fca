"""What answering a question loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ASK = """
import json, sys
from service.cli.app import main
sys.argv = ["wenzheng", *sys.argv[1:]]
try:
    main()
except SystemExit as stopped:
    code = stopped.code
print(json.dumps({"code": code, "modules": sorted({name.partition(".")[0] for name in sys.modules})}))
"""


@pytest.mark.parametrize(
    "arguments",
    [["ask", "2019年地区生产总值是多少?"], ["search", "地区生产总值", "--json"], ["verify"]],
    ids=lambda given: given[0],
)
def test_answering_with_the_embedded_encoder_imports_neither_torch_nor_transformers(home: Path, arguments: list[str]) -> None:
    environment = {**os.environ, "WENZHENG_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", ASK, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["code"] == 0
    assert "numpy" in told["modules"]
    assert not set(told["modules"]) & {"torch", "transformers", "sentence_transformers"}


def test_building_with_the_embedded_encoder_imports_neither_torch_nor_transformers(tmp_path: Path) -> None:
    environment = {**os.environ, "WENZHENG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", ASK, "index"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["code"] == 0
    assert not set(told["modules"]) & {"torch", "transformers", "sentence_transformers"}
