"""The prompt and the other output of a terminal, driven through a real pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.conftest import COMMAND, environment

PROMPT = "› "
GDP = "2018年地区生产总值是多少?"
_STEERING = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Terminal:
    """The keyboard and the screen of a process that runs in a pseudo-terminal."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        self._process = process
        self._descriptor = descriptor

    def type(self, keys: str | bytes) -> None:
        os.write(self._descriptor, keys.encode() if isinstance(keys, str) else keys)

    def read_to(self, end: str | None) -> str:
        """What is shown up to `end` at the end of the screen, or until the process ends; with its colours."""
        shown, deadline = b"", time.monotonic() + 30
        while time.monotonic() < deadline:
            if not select.select([self._descriptor], [], [], 0.2)[0]:
                text = _STEERING.sub("", shown.decode("utf-8", "replace"))
                if end is not None and text.endswith(end):
                    return shown.decode("utf-8", "replace")
                continue
            try:
                read = os.read(self._descriptor, 65536)
            except OSError:  # Linux: the other side is closed
                read = b""
            if not read:
                assert end is None, shown.decode("utf-8", "replace")
                return shown.decode("utf-8", "replace")
            shown += read
        raise TimeoutError(shown.decode("utf-8", "replace"))

    def ask(self, line: str | bytes) -> str:
        """What is shown after a line, without its echo, its colours and the next prompt."""
        self.type(line + b"\n" if isinstance(line, bytes) else line + "\n")
        shown = _STEERING.sub("", self.read_to("\n" + PROMPT)).replace("\r", "")
        assert "Traceback" not in shown
        return shown.partition("\n")[2].removesuffix(PROMPT)

    def exit_code(self) -> int:
        return self._process.wait(timeout=30)


@contextmanager
def terminal(home: Path, *arguments: str, columns: int = 80, env: Mapping[str, str] | None = None) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    wanted = environment(home, {"TERM": "xterm"} | dict(env or {}))
    process = subprocess.Popen(
        [*COMMAND, *arguments], env=wanted, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def squeezed(shown: str) -> str:
    """Without colours, line ends and the blanks that lay it out."""
    return re.sub(r"\s", "", _STEERING.sub("", shown))


def test_a_person_asks_opens_mistypes_and_leaves(tiny_home: Path) -> None:
    with terminal(tiny_home) as screen:
        assert ":help lists the commands" in " ".join(_STEERING.sub("", screen.read_to(PROMPT)).split())
        assert "there is no number 1" in screen.ask(":open 1")
        answer = screen.ask(GDP)
        assert answer.startswith("86.5亿元")
        assert "anlin-2019/1.1, characters" in answer
        for number in ("1", " 1 ", "１"):
            opened = squeezed(screen.ask(f":open {number}"))
            assert opened.startswith("一、2018年工作回顾2018年,全县实现地区生产总值86.5亿元")
            assert "新建茶园3000亩" in opened  # the clause after it
        for number in ("0", "-1", "5", "9" * 400, "one"):
            assert f"thereisnonumber{number};" in squeezed(screen.ask(f":open {number}"))
        assert "there is no number ?" in screen.ask(":open")
        assert screen.ask(":xyz [bold]") == ":xyz is not known; :help lists the commands.\n"
        assert "did you mean :open?" in screen.ask(":opne 1")
        assert screen.ask("") == ""
        assert screen.ask("   ") == ""
        assert "501 characters, expected at most 500" in screen.ask("的" * 501)
        assert squeezed(screen.ask(":open 1")).startswith("一、2018年工作回顾")  # an error does not forget the answer
        screen.type("\x04")
        assert squeezed(screen.read_to(None)) == ""
        assert screen.exit_code() == 0


def test_a_question_may_hang_on_the_one_before(tiny_home: Path) -> None:
    with terminal(tiny_home) as screen:
        screen.read_to(PROMPT)
        screen.ask("2018年安林县地区生产总值是多少?")
        understood, answer = screen.ask("那2019年呢?").split("\n")[:2]
        assert (understood.strip(), answer.strip()) == ("(understood as “2019年安林县地区生产总值是多少?”)", "92.4亿元")
        assert "understood" not in screen.ask(GDP)


def test_the_figures_of_the_last_answer_are_listed(tiny_home: Path) -> None:
    with terminal(tiny_home, columns=100) as screen:
        screen.read_to(PROMPT)
        assert "the last answer has no figures" in screen.ask(":facts")
        screen.ask(GDP)
        assert "地区生产总值86.5亿元level2018outcome" in squeezed(screen.ask(":facts"))


def test_the_language_can_be_changed_and_a_chinese_colon_is_one(tiny_home: Path) -> None:
    with terminal(tiny_home) as screen:
        screen.read_to(PROMPT)
        assert screen.ask(":lang fr") == "language fr is not known; there are zh, en.\n"
        assert screen.ask("：lang zh") == "界面改用中文。\n"
        assert "：help" not in screen.ask("：help") and ":open N   看第 N 条的上下文" in screen.ask("：help")
        assert screen.ask(":lang en") == "English from here on.\n"
        for command in (":open", ":facts", ":lang", ":help", ":quit"):
            assert command in screen.ask(":help")


def test_questions_are_remembered_for_the_next_time(own_home: Path) -> None:
    with terminal(own_home) as screen:
        screen.read_to(PROMPT)
        screen.ask(GDP)
        screen.type("\x04")
        screen.read_to(None)
    with terminal(own_home) as screen:
        screen.read_to(PROMPT)
        assert "86.5亿元" in screen.ask(b"\x1b[A")  # arrow up


def test_a_history_that_cannot_be_kept_is_no_reason_not_to_answer(own_home: Path) -> None:
    Path(f"{own_home}-state").write_text("a file where a folder should be", encoding="utf-8")
    with terminal(own_home) as screen:
        screen.read_to(PROMPT)
        assert screen.ask(GDP).startswith("86.5亿元")
        screen.type(":quit\n")
        assert "Traceback" not in screen.read_to(None)
        assert screen.exit_code() == 0


def test_odd_keys_do_not_end_the_prompt(tiny_home: Path) -> None:
    with terminal(tiny_home) as screen:
        screen.read_to(PROMPT)
        assert screen.ask(b"\xff\xfe\xe5\x85") != ""  # not UTF-8
        assert "no word or number" in screen.ask("🚌🚌")
        assert screen.ask("كم عدد الحافلات؟") != ""
        assert screen.ask(GDP).startswith("86.5亿元")


@pytest.mark.parametrize("words", [":quit", ":q", " :quit "])
def test_quit_leaves(tiny_home: Path, words: str) -> None:
    with terminal(tiny_home) as screen:
        screen.read_to(PROMPT)
        screen.type(words + "\n")
        assert squeezed(screen.read_to(None)) == words.strip()
        assert screen.exit_code() == 0


def test_an_answer_in_a_terminal_is_wrapped_to_its_width_and_coloured(tiny_home: Path) -> None:
    with terminal(tiny_home, "ask", GDP, columns=40) as screen:
        shown = screen.read_to(None)
        assert screen.exit_code() == 0
    assert "\x1b[1;32m86.5亿元" in shown
    lines = [line.rstrip() for line in _STEERING.sub("", shown).splitlines()]
    assert "  一、2018年工作回顾" in lines
    assert max(len(line.encode("gb18030")) for line in lines) <= 40  # two bytes are two columns


@pytest.mark.parametrize("columns", [1, 8])
def test_a_terminal_with_hardly_a_column_loses_no_character(tiny_home: Path, columns: int) -> None:
    with terminal(tiny_home, "ask", GDP, columns=columns) as screen:
        shown = squeezed(screen.read_to(None))
        assert screen.exit_code() == 0
    if columns > 1:  # no Chinese character fits into one column
        assert "“2018年,全县实现地区生产总值86.5亿元,增长6.8%;”" in shown


def test_no_color_is_kept(tiny_home: Path) -> None:
    with terminal(tiny_home, "search", "公交", "-k", "1", env={"NO_COLOR": "1"}) as screen:
        shown = screen.read_to(None)
        assert screen.exit_code() == 0
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", shown)
