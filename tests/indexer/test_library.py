"""Adding, replacing and removing reports: all or nothing, and nothing left of what is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer import library
from indexer.corpus import load_corpus
from indexer.encoders.base import Encoder
from indexer.errors import (
    BuildInProgress,
    CorpusInvalid,
    LastReport,
    MetadataIncomplete,
    NotAReport,
    NotFound,
    ReportExists,
    ReportUnreadable,
)
from indexer.home import build_lock, current_id, open_current
from indexer.library import Outcome, Proposal, Table
from indexer.outline import outline
from indexer.paths import CORPUS
from indexer.verify import verify_snapshot
from service.engine import Engine
from tests.routine_reports import TEXTS, report
from tests.tiny_models import save_pooled


def proposal(region: str, text: str | None = None, **overrides: Any) -> Proposal:
    return library.propose((text or TEXTS[region]).encode(), f"{region}.txt", overrides)


def add(home: Path, *proposals: Proposal) -> list[Outcome]:
    return library.add(home, proposals)[0]


def ids(home: Path) -> list[str]:
    return list(open_current(home).reports)


def everything(home: Path) -> bytes:
    """All bytes below a home."""
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A home with two added reports beside the packaged one."""
    add(tmp_path, proposal("吉林市"), proposal("昆山市"))
    return tmp_path


def test_an_added_report_is_searched_beside_the_packaged_one(shelf: Path, encoder: Encoder) -> None:
    assert ids(shelf) == ["qiantang-2020", "jilinshi-2024", "kunshanshi-2024"]
    engine = Engine(open_current(shelf), encoder)
    assert engine.search("吉林市接待游客多少人次", k=1).hits[0].clause.report_id == "jilinshi-2024"
    verify_snapshot(engine.snapshot)


def test_what_was_read_of_a_report_stands_in_the_table_and_in_the_snapshot(shelf: Path) -> None:
    report = open_current(shelf).reports["jilinshi-2024"]
    assert (report.title, report.region, report.level) == ("2024年吉林市政府工作报告", "吉林市", "city")
    assert (report.year, report.reviewed_year, report.published, report.speaker) == (2024, 2023, "2024-01-09", "某某")
    assert report.text == TEXTS["吉林市"]
    assert [each.report_id for each in load_corpus(shelf)] == ["jilinshi-2024", "kunshanshi-2024"], "a corpus like any other"


def test_what_a_person_says_goes_before_what_was_read(tmp_path: Path) -> None:
    add(tmp_path, proposal("吉林市", id="jilin", title="工作报告", source="https://example.org/"))
    report = open_current(tmp_path).reports["jilin"]
    assert (report.title, report.source, report.region) == ("工作报告", "https://example.org/", "吉林市")


def test_the_same_file_twice_is_one_report(shelf: Path) -> None:
    live = current_id(shelf)
    assert library.add(shelf, [proposal("吉林市", id="another")]) == ([Outcome("jilinshi-2024", "known")], None)
    assert current_id(shelf) == live
    packaged = CORPUS / "reports" / "qiantang-2020.txt"
    assert add(shelf, library.propose(packaged.read_bytes(), "copy.txt", {})) == [Outcome("qiantang-2020", "known")]
    assert add(shelf, proposal("福州市"), proposal("福州市")) == [
        Outcome("fuzhoushi-2024", "new"),
        Outcome("fuzhoushi-2024", "known"),
    ]


def test_places_that_are_written_alike_in_latin_letters_get_ids_of_their_own(tmp_path: Path) -> None:
    assert [each.report_id for each in add(tmp_path, proposal("福州市"), proposal("抚州市"))] == [
        "fuzhoushi-2024",
        "fuzhoushi-2024-2",
    ]


def test_another_text_of_the_same_report_is_a_new_version_and_the_old_one_is_still_cited(shelf: Path) -> None:
    old = Table(shelf).added()[0]
    text = TEXTS["吉林市"].replace("900万", "950万")
    cited = f"jilinshi-2024@{old.sha256[:8]}"
    assert add(shelf, proposal("吉林市", text)) == [Outcome("jilinshi-2024", "version", cited)]
    snapshot = open_current(shelf)
    assert snapshot.reports["jilinshi-2024"].text == text
    assert "900万" not in "".join(map(snapshot.text, snapshot.clauses)), "old versions are not searched"
    version = library.find_version(shelf, cited)
    assert (version.report_id, version.text) == (cited, TEXTS["吉林市"])
    assert outline(version).clauses[-1].clause_id == f"{cited}/4.1"
    assert library.find_version(shelf, "jilinshi-2024").text == text
    new = snapshot.reports["jilinshi-2024"].sha256[:8]
    assert library.find_version(shelf, f"jilinshi-2024@{new}").text == text, "the latest is cited in the same way"


def test_another_text_that_is_not_to_replace_the_first_is_refused_and_changes_nothing(shelf: Path) -> None:
    before = everything(shelf)
    with pytest.raises(ReportExists, match=r"report jilinshi-2024 is here with another text, jilinshi-2024@[0-9a-f]{8}"):
        library.add(shelf, [proposal("福州市"), proposal("吉林市", TEXTS["吉林市"] + "谢谢大家！")], replace=False)
    assert everything(shelf) == before
    assert library.add(shelf, [proposal("吉林市"), proposal("福州市")], replace=False)[1] is not None


def test_an_old_text_that_comes_back_is_the_report_again(shelf: Path) -> None:
    first = Table(shelf).added()[0].sha256[:8]
    add(shelf, proposal("吉林市", TEXTS["吉林市"].replace("900万", "950万")))
    second = open_current(shelf).reports["jilinshi-2024"].sha256[:8]
    assert add(shelf, proposal("吉林市")) == [Outcome("jilinshi-2024", "version", f"jilinshi-2024@{second}")]
    assert [each.report_id for each in Table(shelf).versions()] == [f"jilinshi-2024@{second}"]
    assert library.find_version(shelf, f"jilinshi-2024@{first}").text == TEXTS["吉林市"]


def test_a_packaged_report_gives_way_to_a_new_version_and_is_cited_from_the_home(shelf: Path) -> None:
    text = report("杭州钱塘新区2020年政府工作报告", "新建学校3所", "新建公园9个")
    (outcome,) = add(shelf, proposal("钱塘", text))
    assert (outcome.report_id, outcome.status) == ("qiantang-2020", "version")
    assert open_current(shelf).reports["qiantang-2020"].text == text
    assert outcome.replaced is not None
    assert library.find_version(shelf, outcome.replaced).text.startswith("一、2019年工作回顾\n2019年是新中国成立70周年")


def test_two_texts_of_one_report_at_once_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusInvalid, match=r"吉林市\.txt and 吉林市\.txt are both jilinshi-2024, with different texts"):
        add(tmp_path, proposal("吉林市"), proposal("吉林市", TEXTS["吉林市"] + "谢谢大家！"))
    assert not (tmp_path / "reports.toml").exists()


def test_of_a_removed_report_nothing_is_left(shelf: Path, encoder: Encoder) -> None:
    add(shelf, proposal("吉林市", TEXTS["吉林市"].replace("雪场", "冰雪场")))
    library.remove(shelf, ["jilinshi-2024"])
    snapshot = open_current(shelf)
    assert ids(shelf) == ["qiantang-2020", "kunshanshi-2024"]
    assert "jilinshi-2024" not in {fact.report_id for fact in snapshot.facts}
    assert all("雪场" not in hit.text for hit in Engine(snapshot, encoder).search("新建雪场3个", k=10).hits)
    with pytest.raises(NotFound):
        library.find_version(shelf, "jilinshi-2024")
    add(shelf, proposal("福州市"))  # its build cleans up the snapshot before
    assert "雪场".encode() not in everything(shelf)
    assert b"jilinshi" not in everything(shelf)


def test_an_old_version_is_removed_alone(shelf: Path) -> None:
    (outcome,) = add(shelf, proposal("吉林市", TEXTS["吉林市"] + "谢谢大家！"))
    assert outcome.replaced is not None
    library.remove(shelf, [outcome.replaced])
    assert ids(shelf)[1:] == ["kunshanshi-2024", "jilinshi-2024"]
    with pytest.raises(NotFound):
        library.find_version(shelf, outcome.replaced)


def test_a_packaged_report_that_is_removed_stays_away(shelf: Path) -> None:
    library.remove(shelf, ["qiantang-2020"])
    add(shelf, proposal("福州市"))
    assert ids(shelf) == ["jilinshi-2024", "kunshanshi-2024", "fuzhoushi-2024"]


def test_the_last_report_cannot_be_removed(tmp_path: Path) -> None:
    library.reindex(tmp_path)
    live = current_id(tmp_path)
    with pytest.raises(LastReport, match="no report would be left"):
        library.remove(tmp_path, ["qiantang-2020"])
    assert current_id(tmp_path) == live
    assert Table(tmp_path).entries()


def test_an_unknown_report_is_not_removed_and_the_nearest_named(shelf: Path) -> None:
    with pytest.raises(NotFound, match=r"no report 'jilinsi-2024'; nearest: jilinshi-2024"):
        library.remove(shelf, ["kunshanshi-2024", "jilinsi-2024"])
    assert "kunshanshi-2024" in ids(shelf)


def test_what_is_corrected_by_hand_is_taken_over_and_comments_stay(shelf: Path) -> None:
    path = shelf / "reports.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('region = "昆山市"', 'region = "苏州昆山市"  # as we say'), encoding="utf-8"
    )
    library.reindex(shelf)
    assert open_current(shelf).reports["kunshanshi-2024"].region == "苏州昆山市"
    library.remove(shelf, ["jilinshi-2024"])
    assert "# as we say" in path.read_text(encoding="utf-8")


def test_several_changes_of_a_table_are_written_as_they_ended_and_the_other_rows_as_they_stood(shelf: Path) -> None:
    path = shelf / "reports.toml"
    before = path.read_text(encoding="utf-8").replace('region = "昆山市"', 'region = "昆山市"  # as it is')
    path.write_text(before, encoding="utf-8")
    table = Table(shelf)
    jilin, kunshan = table.added()
    other = replace(jilin, sha256="f" * 64, year=2025)
    table.put(other)
    table.drop("jilinshi-2024")
    table.put(jilin)
    with table.saved():
        pass
    assert Table(shelf).added() == [jilin, kunshan]  # what ends as it was stays where it stood
    assert Table(shelf).versions() == []  # dropped with its report
    assert "# as it is" in path.read_text(encoding="utf-8")


def test_a_file_that_was_changed_by_hand_stops_the_build_and_the_old_index_serves(shelf: Path) -> None:
    live = current_id(shelf)
    Table(shelf).added()[0].path.write_text("别的", encoding="utf-8")
    with pytest.raises(CorpusInvalid, match=r"jilinshi-2024@.*reports\.toml says"):
        library.reindex(shelf)
    assert current_id(shelf) == live


@pytest.mark.parametrize("table", ["[[report]", "report = 3", '[[report]]\nid = "a"'])
def test_a_table_that_cannot_be_read_stops_every_change_by_name(shelf: Path, table: str) -> None:
    (shelf / "reports.toml").write_text(table, encoding="utf-8")
    before = everything(shelf)
    with pytest.raises(CorpusInvalid, match=r"reports\.toml"):
        add(shelf, proposal("福州市"))
    assert everything(shelf) == before


def test_another_corpus_and_its_added_reports_stay_until_another_is_chosen(shelf: Path) -> None:
    other = shelf / "other"
    (other / "reports").mkdir(parents=True)
    add(other, proposal("抚州市", id="fuzhou"))
    library.index(shelf, corpus=other)
    add(shelf, proposal("福州市"))
    assert ids(shelf) == ["fuzhou", "jilinshi-2024", "kunshanshi-2024", "fuzhoushi-2024"]
    library.index(shelf)
    assert ids(shelf)[0] == "qiantang-2020"


def test_an_encoder_stays_until_another_is_chosen(shelf: Path) -> None:
    path = str(save_pooled(shelf / "model", "新建学校3所。", prompts={}))
    library.index(shelf, encoder_name=path)
    assert library.reindex(shelf).encoder_name == path
    assert library.remove(shelf, ["jilinshi-2024"]).encoder_name == path
    assert library.index(shelf).encoder_name == "embedded"


@pytest.mark.parametrize(
    ("text", "overrides", "error"),
    [
        ("今天天气很好。", {}, NotAReport),
        (" \n", {}, ReportUnreadable),
        (report("政府工作报告", "新建学校3所", "新建公园9个"), {}, MetadataIncomplete),
        (TEXTS["吉林市"], {"level": "town"}, CorpusInvalid),
        (TEXTS["吉林市"], {"id": "Jilin 2024"}, CorpusInvalid),
    ],
)
def test_what_cannot_be_added_is_refused_when_it_is_read(text: str, overrides: Mapping[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        library.propose(text.encode(), "notes.txt", overrides)


def test_of_two_changes_at_once_one_is_refused_by_name(shelf: Path) -> None:
    with build_lock(shelf), pytest.raises(BuildInProgress, match="another build is running"):
        add(shelf, proposal("福州市"))
    assert ids(shelf)[1:] == ["jilinshi-2024", "kunshanshi-2024"]


def test_adding_to_many_reports_encodes_only_the_new_one(shelf: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (shelf / "prepared").iterdir()}
    add(shelf, proposal("福州市"))
    after = {path.name: path.stat().st_mtime_ns for path in (shelf / "prepared").iterdir()}
    assert before.items() < after.items()
    assert len(after) == len(before) + 1 == 4
