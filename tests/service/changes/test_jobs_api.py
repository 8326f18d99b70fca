"""Changes over HTTP are jobs: queued, done in order by a process of its own, killed, refused, cleaned up."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from indexer.errors import NotFound
from indexer.home import build_lock, current_id
from indexer.library import Table
from service.changes import writer
from service.changes.jobs import Jobs, new_job
from service.changes.writing import MAX_WAITING
from service.holder import Holder
from service.web import library_routes
from service.web.api import create_app
from tests.routine_reports import TEXTS
from tests.service.changes.calls import KEY, add, ids
from tests.service.conftest import Call, problem


def test_a_change_that_takes_long_is_a_job_to_look_at(call: Call, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_routes, "WAIT_S", 0.0)
    answer = add(call, TEXTS["吉林市"])
    assert (answer.status_code, answer.json()["status"], answer.headers["retry-after"]) == (202, "queued", "1")
    told = polled(call, answer.headers["location"])
    assert (told["kind"], told["status"], told["result"]["report_id"]) == ("add", "done", "jilinshi-2024")
    assert told["result"]["report"]["region"] == "吉林市"
    assert [path.name for path in (library / "jobs" / told["job_id"]).iterdir()] == ["job.json"], "its file is removed"
    refused = polled(call, add(call, "今天天气很好。").headers["location"])
    assert (refused["status"], refused["result"], refused["problem"]["code"]) == ("failed", None, "not_a_report")
    assert refused["problem"]["status"] == 422


def polled(call: Call, path: str) -> dict[str, Any]:
    while True:
        told: dict[str, Any] = call("GET", path).json()
        if told["finished"]:
            return told


@pytest.mark.parametrize("job_id", ["x", "20261122T101500.123456Z-5f0c2a9e5f0c2a9e", "..%2f..%2fCURRENT"])
def test_an_unknown_job_is_not_found(call: Call, job_id: str) -> None:
    problem(call("GET", f"/v1/jobs/{job_id}"), 404, "not_found")


def test_changes_at_once_are_done_in_the_order_they_came(call: Call, library: Path) -> None:
    jobs = Jobs(library)
    texts = [TEXTS["吉林市"] + "好" * n for n in range(3)]
    queued = [new_job("add", file_name=f"{n}.txt", overrides={"id": "again"}, replace=True) for n in range(3)]
    for job, text in zip(queued, texts, strict=True):
        path = library / "text"
        path.write_text(text, encoding="utf-8")
        with path.open("rb") as file:
            jobs.put(job, file)
    assert add(call, TEXTS["昆山市"]).status_code == 201
    done = [jobs.find(job.job_id) for job in queued]
    assert [job.status for job in done] == ["done"] * 3
    assert [len(Table(library).versions()), call("GET", "/v1/reports/again/text").text] == [2, texts[2]]


def test_a_change_waits_for_a_build_at_the_command_line_and_in_the_end_is_refused_by_name(
    call: Call, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "BUILD_TIMEOUT_S", 0.3)
    job = new_job("remove", report_id="qiantang-2020")
    Jobs(library).put(job)
    with build_lock(library):
        writer.work_off(library)
    answer = polled(call, f"/v1/jobs/{job.job_id}")
    assert (answer["status"], answer["problem"]["code"], answer["problem"]["status"]) == ("failed", "build_in_progress", 503)


def test_too_many_waiting_changes_are_refused_with_when_to_come_back(call: Call, library: Path) -> None:
    jobs = Jobs(library)
    for _ in range(MAX_WAITING):
        jobs.put(new_job("remove", report_id="none"))
    with jobs.locked():  # nobody works them off
        answer = add(call, TEXTS["吉林市"])
    problem(answer, 429, "too_many_requests")
    assert answer.headers["retry-after"] == "10"


def test_a_writer_that_is_killed_has_failed_at_one_job_and_the_last_good_index_serves(call: Call, library: Path) -> None:
    jobs, live = Jobs(library), current_id(library)
    killed = new_job("add", file_name="a.txt")
    text = library / "text"
    text.write_text(TEXTS["吉林市"], encoding="utf-8")
    with text.open("rb") as file:
        jobs.put(killed, file)
    child = os.fork()
    if not child:
        import indexer.library.change as change

        change.build_locked = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
        writer.work_off(library)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert (jobs.find(killed.job_id).status, current_id(library)) == ("running", live)
    assert ids(call) == ["qiantang-2020"]
    assert add(call, TEXTS["昆山市"]).status_code == 201
    told = call("GET", f"/v1/jobs/{killed.job_id}").json()
    assert (told["status"], told["problem"]["code"]) == ("failed", "write_failed")
    assert ids(call) == ["kunshanshi-2024", "qiantang-2020"]
    assert add(call, TEXTS["吉林市"]).status_code == 201


def test_a_writer_that_cannot_start_fails_its_job_and_no_other(
    call: Call, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    assert "send it again" in problem(add(call, TEXTS["昆山市"]), 500, "write_failed")["detail"]
    monkeypatch.delenv("PYTHONHOME")
    assert add(call, TEXTS["昆山市"]).status_code == 201


def test_what_a_service_left_is_taken_up_by_the_next(library: Path) -> None:
    job = new_job("remove", report_id="none")
    Jobs(library).put(job)
    app = create_app(Holder(library), write_key=KEY)

    async def started() -> None:
        async with app.router.lifespan_context(app):
            await app.state.service.writing.wait(job.job_id, 60.0)

    asyncio.run(started())
    assert Jobs(library).find(job.job_id).status == "failed"


def test_a_job_is_kept_for_a_day_after_its_end_and_leftovers_are_not(library: Path) -> None:
    jobs = Jobs(library)
    old, new, waiting = (new_job("remove", report_id="none") for _ in range(3))
    for job in (old, new):
        jobs.put(job.failed(writer.INTERRUPTED))
    jobs.put(waiting)
    path = jobs.folder / old.job_id / "job.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(told | {"finished": "2026-01-01T00:00:00+00:00"}), encoding="utf-8")
    other = jobs.folder / new_job("remove").job_id
    shutil.copytree(path.parent, other)
    (other / "job.json").write_text('{"format_version": 0}', encoding="utf-8")
    with pytest.raises(NotFound, match="has format 0, this version reads 1"):
        jobs.find(other.name)
    cut_short, under_way = (jobs.folder / f".{new_job('add').job_id}" for _ in range(2))
    for folder in (cut_short, under_way):
        folder.mkdir()
    os.utime(cut_short, (0, 0))
    jobs.clean_up()
    left = [path.name for path in jobs.folder.iterdir()]
    assert sorted(left) == sorted([new.job_id, waiting.job_id, under_way.name])
