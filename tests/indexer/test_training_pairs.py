"""Which sets the pairs come from, over a folder with a few lines of each."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.training.__main__ import main
from indexer.training.pairs import FLORES, SETS, Pair, read_pairs
from indexer.training.prepare import prepare

TABLES = {
    "text/laws": [["渔业法", "国家鼓励渔民在近海养殖，鼓励远洋捕捞，保护水产资源。任何单位和个人不得毒鱼、炸鱼。"]],
    "parallel/reports-2008-2022.zh-en": [["粮食增产。", "Grain output rose."]],
    "parallel/reports-2024-2025.zh-en": [["就业稳定。", "Employment was stable."]],
    "parallel/tatoeba.zh-en": [["下雨了。", "It is raining."]],
    "parallel/un-devset.zh-en-es-fr-ru-ar": [["决议", "resolution", "resolución", "résolution", "резолюция", "قرار"]],
    "parallel/tatoeba-test.zh-any": [["你好。", "こんにちは。", "jpn"]],
    "parallel/flores200-dev": [["zho_Hans", *FLORES], ["河水上涨。", *(f"{code} river" for code in FLORES)]],
    "lexical/cc-cedict": [["大桥", "大橋", "great bridge/CL:座[zuo4]"]],
}
OURS = [name for name in SETS if name != "questions"]  # the written questions point at real reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    training = tmp_path / "training"
    for name, rows in TABLES.items():
        write(training / f"{name}.tsv.gz", "".join("\t".join(row) + "\n" for row in rows))
    for name in ("drcd-dev", "drcd-test", "cmrc2018-trial"):
        question = {"question": f"{name}问谁建了桥？", "answers": [{"answer_start": 3}]}
        passage = {"context": "一九五七年，桥由工人建成。", "qas": [question]}
        write(training / f"reading/{name}.json.gz", json.dumps({"data": [{"paragraphs": [passage]}]}))
    report = tmp_path / "reports" / "provincial-2025" / "东湖.txt"
    report.parent.mkdir(parents=True)
    report.write_text("新建学校三所，新增学位两千七百个，改造老旧小区十二个。公交线路增至二十六条。", encoding="utf-8")
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))


def of_reading_or_flores(pair: Pair) -> bool:
    return pair.kind == "reading" or pair.passage == "河水上涨。"


def pairs(folder: Path, sets: Sequence[str]) -> list[Pair]:
    return list(read_pairs(folder, 0, sets))


def test_a_set_left_out_takes_its_own_pairs_away_and_changes_no_others(folder: Path) -> None:
    everything = pairs(folder, OURS)
    assert sum(map(of_reading_or_flores, everything)) == 3 + len(FLORES)
    kept = pairs(folder, [name for name in OURS if name not in ("reading", "flores")])
    assert kept == [pair for pair in everything if not of_reading_or_flores(pair)]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("parallel", {"parallel", "parallel_any"}),
        ("flores", {"parallel"}),
        ("dictionary", {"dictionary"}),
        ("reading", {"reading"}),
        ("lexicon", {"lexicon", "lexicon_any"}),
    ],
)
def test_each_set_stands_under_its_name(folder: Path, name: str, kinds: set[str]) -> None:
    assert {pair.kind for pair in pairs(folder, [name])} == kinds


def test_a_set_that_is_missing_is_named_unless_it_is_left_out(folder: Path) -> None:
    (folder / "training/reading/drcd-test.json.gz").unlink()
    with pytest.raises(FileNotFoundError, match="drcd-test"):
        pairs(folder, OURS)
    assert pairs(folder, [name for name in OURS if name != "reading"])


def test_what_was_prepared_from_other_sets_is_not_trained_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare([Pair("parallel", "a river", "河水上涨。")], SETS, processes=1).save(folder / "prepared.npz")
    arguments = ["--data", str(folder), "--out", str(folder), "--leave-out", "reading", "flores"]
    monkeypatch.setattr(sys, "argv", ["training", *arguments])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().err
    assert "prepared.npz holds reports, laws, parallel, flores" in told
    assert "expected reports, laws, parallel, dictionary, lexicon, questions; name another --out" in told
