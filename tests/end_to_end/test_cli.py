"""The command line: what it prints, how it exits, and in which language it speaks."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import socket
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from indexer.home import build_lock, current_id
from service.holder import Holder
from service.web.api import create_app
from tests.end_to_end.conftest import COMMAND, Run, environment
from tests.tiny import REPORTS, write_corpus
from tests.tiny_models import save_pooled

GDP = "安林县2018年地区生产总值是多少?"
QUOTE = "“2018年,全县实现地区生产总值86.5亿元,增长6.8%;”"


def api(home: Path, call: str, body: dict[str, Any]) -> dict[str, Any]:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(Holder(home)))
        async with httpx.AsyncClient(transport=transport, base_url="http://wenzheng") as client:
            return await client.post(call, json=body)

    found: dict[str, Any] = asyncio.run(send()).json()
    return found | {"took_ms": 0, "next": None}


def printed(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    assert found.pop("took_ms") > 0
    return found | {"took_ms": 0, "next": None}


@pytest.mark.parametrize("question", [GDP, "怎么做红烧肉?"])
def test_ask_prints_json_as_the_api_sends_it(wenzheng: Run, tiny_home: Path, question: str) -> None:
    ran = wenzheng("ask", question, "--json", "--year", "2019", "--region", "安林县")
    wanted = api(tiny_home, "/v1/ask", {"question": question, "year": [2019], "region": ["安林县"]})
    assert (ran.exit_code, printed(ran.out), ran.err) == (0, wanted, "")


def test_search_prints_json_as_the_api_sends_it(wenzheng: Run, tiny_home: Path) -> None:
    ran = wenzheng("search", "公交", "-k", "2", "--mode", "dense", "--explain", "--level", "county", "--json")
    wanted = {"q": "公交", "k": 2, "mode": "dense", "explain": True, "level": ["county"]}
    assert printed(ran.out) == api(tiny_home, "/v1/search", wanted)
    assert "公交" in ran.out  # not \u516c\u4ea4


def test_index_and_verify_print_json_of_the_snapshot(wenzheng: Run, tmp_path: Path) -> None:
    corpus, home = write_corpus(tmp_path / "corpus"), tmp_path / "home"
    built = json.loads(wenzheng("index", "--corpus", str(corpus), "--json", home=home).out)
    assert (built["n_reports"], built["n_clauses"], built["snapshot_id"]) == (3, 15, current_id(home))
    checked = json.loads(wenzheng("verify", "--json", home=home).out)
    assert checked["snapshot"] == built["snapshot_id"]
    assert checked["checks"]


def test_an_answer_in_a_pipe_is_plain_lines_each_whole_and_unpadded(wenzheng: Run) -> None:
    lines = wenzheng("ask", GDP, "--report", "anlin-2019").out.splitlines()
    assert lines[:3] == ["86.5亿元", "  一、2018年工作回顾", f"  {QUOTE}"]
    assert re.fullmatch(r"  anlin-2019/1\.1, characters \d+–\d+", lines[3])
    assert re.fullmatch(r"  confidence \d+%", lines[4])
    assert [line for line in lines if line != line.rstrip()] == []


def test_hits_in_a_pipe_keep_a_long_clause_in_one_line(wenzheng: Run, home: Path) -> None:
    lines = wenzheng("search", "2019年货物进出口总额", "-k", "1", "--explain", home=home).out.splitlines()
    assert re.fullmatch(r" 1  0\.\d{3}  一、2019年工作回顾", lines[0])
    assert lines[1].startswith("    2019年是新中国成立70周年") and lines[1].endswith("目标要求。")
    assert len(lines[1]) > 300
    assert [line for line in lines if line != line.rstrip()] == []
    assert "lexical" in lines[3] and "→" in lines[4]


def test_an_abstention_says_why_and_shows_the_nearest_clauses(wenzheng: Run) -> None:
    lines = wenzheng("ask", "2035年地区生产总值是多少?").out.splitlines()
    assert lines[:2] == ["报告没有给出2035年的地区生产总值；2019年为92.4亿元（安林县）。", "nearest clauses"]
    assert len([line for line in lines if ", characters " in line]) == 3


def test_nothing_found_is_told(wenzheng: Run) -> None:
    assert wenzheng("search", "公交", "--year", "1950").out == "No clause was found.\n"
    assert wenzheng("search", "zzz", "--mode", "lexical").out == "No clause was found.\n"


@pytest.mark.parametrize(
    ("arguments", "exit_code", "told"),
    [
        (["ask", ""], 2, "error (query_invalid): the question is empty"),
        (["search", "🚌"], 2, "error (query_invalid): the question '🚌' has no word or number in it; ask something"),
        (["ask", "的" * 501], 2, "501 characters, expected at most 500"),
        (["search", "\udcff公交"], 2, "lone surrogate"),
        (["search", "公交", "--report", "nowhere-2020"], 4, "error (not_found): no report 'nowhere-2020'"),
        (["search", "公交", "-k", "0"], 2, "-k"),
        (["search", "公交", "-k", "101"], 2, "-k"),
        (["search", "公交", "--mode", "magic"], 2, "'magic' is not one of"),
        (["search", "公交", "--level", "village"], 2, "level 'village', expected one of national"),
        (["ask", "公交", "--year", "today"], 2, "--year"),
        (["ask"], 2, "question"),
        (["nonesuch"], 2, "nonesuch"),
        (["serve", "--port", "65536"], 2, "port is 65536"),
    ],
)
def test_what_cannot_be_done_is_told_by_name_with_an_exit_code(
    wenzheng: Run, arguments: list[str], exit_code: int, told: str
) -> None:
    ran = wenzheng(*arguments)
    assert (ran.exit_code, ran.out) == (exit_code, "")
    assert told in " ".join(ran.err.split())


@pytest.mark.parametrize("command", [["ask", "公交"], ["search", "公交"], ["verify"]])
def test_a_damaged_snapshot_is_told_with_the_file_and_what_to_do(wenzheng: Run, own_home: Path, command: list[str]) -> None:
    (own_home / "snapshots" / current_id(own_home) / "clauses.jsonl").write_text("", encoding="utf-8")
    ran = wenzheng(*command, home=own_home)
    assert (ran.exit_code, ran.out) == (6, "")
    assert re.search(r"error \(snapshot_corrupt\): .*clauses\.jsonl: sha256 .*wenzheng index", ran.err)


def test_verify_of_nothing_is_told_and_builds_nothing(wenzheng: Run, tmp_path: Path) -> None:
    ran = wenzheng("verify", home=tmp_path / "none")
    assert (ran.exit_code, ran.out) == (5, "")
    assert "snapshot_missing" in ran.err
    assert not (tmp_path / "none").exists()


def test_a_report_that_is_cut_short_is_told_by_name_and_the_index_stays(wenzheng: Run, tmp_path: Path, own_home: Path) -> None:
    corpus, live = write_corpus(tmp_path / "corpus"), current_id(own_home)
    (corpus / "anlin-2020.txt").write_bytes("全县实现地区生产总值86.5亿元".encode()[:-1])
    ran = wenzheng("index", "--corpus", str(corpus), home=own_home)
    assert (ran.exit_code, ran.out) == (1, "")
    assert re.search(r"error \(report_unreadable\): .*anlin-2020\.txt: byte 37 .* is not UTF-8, .*cut short", ran.err)
    assert current_id(own_home) == live


@pytest.mark.parametrize(("table", "told"), [(None, "reports.toml"), ("", "names no report"), ("[[report", "cannot be read")])
def test_a_folder_that_is_no_corpus_is_told_by_name(wenzheng: Run, tmp_path: Path, table: str | None, told: str) -> None:
    if table is not None:
        (tmp_path / "reports.toml").write_text(table, encoding="utf-8")
    ran = wenzheng("index", "--corpus", str(tmp_path), home=tmp_path / "home")
    assert (ran.exit_code, ran.out) == (1, "")
    assert "error (corpus_invalid)" in ran.err and told in ran.err


def test_a_home_that_cannot_be_written_is_told_by_name(wenzheng: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = wenzheng("index", "--corpus", str(write_corpus(tmp_path / "corpus")), home=tmp_path / "file" / "home")
    assert (ran.exit_code, ran.out) == (1, "")
    assert ran.err == f"error: {tmp_path / 'file' / 'home'}: Not a directory\n"


def test_a_second_build_of_one_home_is_told_to_wait(wenzheng: Run, own_home: Path) -> None:
    with build_lock(own_home):
        ran = wenzheng("index", home=own_home)
    assert (ran.exit_code, ran.out) == (1, "")
    assert "error (build_in_progress)" in ran.err


def test_the_home_may_stand_before_the_command_and_the_nearer_one_counts(wenzheng: Run, tiny_home: Path, tmp_path: Path) -> None:
    none = tmp_path / "none"
    before = wenzheng("--home", str(tiny_home), "verify", home=none)
    assert (before.exit_code, before.err) == (0, "")
    assert wenzheng("--home", str(none), "verify", "--home", str(tiny_home), home=none).exit_code == 0
    assert wenzheng("--home", str(tiny_home), "verify", "--home", str(none), home=tiny_home).exit_code == 5


def test_a_command_of_another_package_is_found_behind_the_home_as_well(wenzheng: Run, tiny_home: Path) -> None:
    ran = wenzheng("--home", str(tiny_home), "eval", "--split", "none")
    assert ran.exit_code == 2 and "none" in ran.err


def test_a_character_that_steers_a_terminal_is_shown_and_not_sent(wenzheng: Run, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    report = corpus / "anlin-2020.txt"
    raw = report.read_bytes().replace("安水大剧院".encode(), "安水\x1b[2J\u202e大剧院".encode())
    report.write_bytes(raw)
    table = corpus / "reports.toml"
    sha256 = hashlib.sha256(raw).hexdigest()
    table.write_text(table.read_text(encoding="utf-8").replace(REPORTS[1].sha256, sha256), encoding="utf-8")
    home = tmp_path / "home"
    wenzheng("index", "--corpus", str(corpus), home=home)
    ran = wenzheng("search", "大剧院", "-k", "1", home=home)
    assert "安水\ufffd[2J\ufffd大剧院" in ran.out
    assert "\x1b" not in ran.out + ran.err
    told = wenzheng("ask", "公交", "--home", "/nowhere/\x1b[2J")
    assert "\x1b" not in told.err


def test_without_an_index_one_is_built_from_the_packaged_corpus_and_the_question_answered(process: Run, tmp_path: Path) -> None:
    ran = process("ask", "2019年地区生产总值是多少?", home=tmp_path / "home")
    assert (ran.exit_code, ran.out.splitlines()[0]) == (0, "1100.2亿元")
    assert ran.err == "nothing is indexed yet: building from the packaged corpus first\n"


def test_it_speaks_chinese_where_the_locale_does(process: Run) -> None:
    chinese = {"LANG": "zh_CN.UTF-8"}
    ran = process("ask", GDP, "--report", "anlin-2019", env=chinese)
    assert re.search(r"anlin-2019/1\.1 第 \d+–\d+ 字\n  把握 \d+%\n", ran.out)
    assert process("ask", " ", env=chinese).err.startswith("出错 (query_invalid): ")
    assert process("ask", " ", env={"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}).err.startswith("error (query_invalid): ")


def test_a_terminal_that_knows_no_chinese_is_no_reason_to_stop(process: Run) -> None:
    ran = process("ask", GDP, "--report", "anlin-2019", env={"PYTHONIOENCODING": "ascii"})
    assert (ran.exit_code, ran.out.splitlines()[0], ran.err) == (0, "86.5??", "")


def test_without_a_command_and_a_terminal_there_is_help(process: Run) -> None:
    ran = process()
    assert (ran.exit_code, ran.err) == (2, "")
    for command in ("index", "verify", "search", "ask", "facts", "compare", "serve", "eval"):
        assert f" {command} " in ran.out


@pytest.mark.parametrize("arguments", [["search", "公交", "-k", "100"], ["search", "公交", "-k", "100", "--json"]])
def test_a_reader_that_leaves_early_leaves_no_noise(home: Path, arguments: list[str]) -> None:
    with subprocess.Popen(
        [*COMMAND, *arguments], env=environment(home, {}), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.close()  # before a word is written: every write breaks
        assert run.stderr.read() == b""


def test_a_second_service_on_one_port_is_told_by_name(process: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = process("serve", "--port", str(port))
    assert (ran.exit_code, ran.out) == (1, "")
    assert ran.err.startswith(f"error (port_in_use): port {port} on 127.0.0.1 is in use")


@pytest.mark.parametrize(
    ("locale", "cut", "licence"),
    [
        (
            "C",
            r"^(\d+) of 15 clauses are longer than the 32 tokens .*: (\d+) tokens are left out, up to (\d+) of one",
            "is not known",
        ),
        ("zh_CN.UTF-8", r"^15 条中有 (\d+) 条超过编码器所读的 32 个词元：共 (\d+) 个未读，一条最多 (\d+) 个", "不知道编码器"),
    ],
)
def test_an_index_tells_what_the_encoder_did_not_read_and_that_its_licence_is_unknown(
    process: Run, tmp_path: Path, locale: str, cut: str, licence: str
) -> None:
    model = save_pooled(tmp_path / "model", REPORTS[0].text, prompts={}, card=None)
    corpus, home = write_corpus(tmp_path / "corpus"), tmp_path / "home"
    arguments = ("index", "--corpus", str(corpus), "--encoder", str(model), "--json")
    ran = process(*arguments, home=home, env={"LC_ALL": locale, "HF_HUB_OFFLINE": "1"})
    assert ran.exit_code == 0, ran.err
    manifest = json.loads(ran.out)
    told = re.search(cut, ran.err, re.MULTILINE)
    assert told is not None, ran.err
    assert [int(n) for n in told.groups()] == [manifest[name] for name in ("n_clauses_cut", "n_tokens_cut", "most_tokens_cut")]
    assert manifest["licence"] == "unknown"
    assert licence in ran.err and str(model) in ran.err


def test_an_index_of_the_embedded_encoder_has_nothing_to_tell(process: Run, tmp_path: Path) -> None:
    ran = process("index", "--corpus", str(write_corpus(tmp_path / "corpus")), "--json", home=tmp_path / "home")
    assert (ran.exit_code, ran.err) == (0, "")
    assert json.loads(ran.out)["licence"] == "apache-2.0"
