"""What a report is known by. The heads are written for the tests, as the governments of such places print theirs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pypinyin import lazy_pinyin

from indexer.errors import MetadataIncomplete
from indexer.metadata import Metadata, declare, read_metadata
from indexer.metadata.divisions import divisions, locate
from indexer.paths import CORPUS
from indexer.reading import read_report

SHARED = Path(__file__).parents[2].parent / "shared" / "reports"

HEADS = {
    "a new area by its title": ("杭州钱塘新区2020年政府工作报告\n各位同志：", "a.txt", ("杭州钱塘新区", "district", 2020)),
    "a new area below a province": ("河北雄安新区2024年政府工作报告\n同志们：", "a.txt", ("河北雄安新区", "city", 2024)),
    "the corps": (
        "新疆生产建设兵团2024年工作报告\n——2024年2月1日在兵团经济工作会议上\n同志们：",
        "兵团.txt",
        ("新疆生产建设兵团", "provincial", 2024),
    ),
    "a province": (
        "政府工作报告\n——2024年1月24日在吉林省第十四届\n人民代表大会第三次会议上\n各位代表：\n现在，我代表省政府，向大会报告工作。",
        "a.txt",
        ("吉林省", "provincial", 2024),
    ),
    "the city that is called like its province": (
        "政府工作报告\n——2024年1月9日在吉林市第十七届人民代表大会第三次会议上\n各位代表：",
        "吉林.docx",
        ("吉林市", "city", 2024),
    ),
    "that city by its file alone": (
        "各位代表：\n现在，我代表市人民政府，向大会报告工作。\n一、2023年工作回顾",
        "吉林2024.txt",
        ("吉林市", "city", 2024),
    ),
    "a prefecture that is called like a province": (
        "海南州2024年政府工作报告\n各位代表：\n我代表州人民政府",
        "a.txt",
        ("海南藏族自治州", "city", 2024),
    ),
    "a county of that name's peoples": (
        "政府工作报告\n2024年2月3日在河南县第十六届人民代表大会第四次会议上\n各位代表：",
        "a.txt",
        ("河南蒙古族自治县", "county", 2024),
    ),
    "one of two districts, by the city it speaks of": (
        "政府工作报告\n（2024年1月8日在朝阳区第十七届人民代表大会第五次会议上）\n各位代表：\n在北京市委、市政府领导下",
        "a.txt",
        ("北京市朝阳区", "district", 2024),
    ),
    "the other of them, named with its city": (
        "政府工作报告\n2024年1月10日在长春市朝阳区第十九届人民代表大会第三次会议上\n各位代表：\n我代表朝阳区人民政府",
        "a.txt",
        ("长春市朝阳区", "district", 2024),
    ),
    "a district that nothing tells apart keeps its printed name": (
        "2024年朝阳区政府工作报告\n各位代表：",
        "a.txt",
        ("朝阳区", "district", 2024),
    ),
    "a city that is called like these districts": (
        "2024年政府工作报告\n2024年1月3日在朝阳市第十一届人民代表大会第四次会议上\n各位代表：",
        "a.txt",
        ("朝阳市", "city", 2024),
    ),
    "a city of the rank of a county": ("昆山市政府工作报告（2024年）\n各位代表：", "a.txt", ("昆山市", "county", 2024)),
    "a banner": ("2024年鄂温克族自治旗人民政府工作报告\n各位代表：", "a.txt", ("鄂温克族自治旗", "county", 2024)),
    "the whole country": (
        "政府工作报告\n——2024年3月5日在第十四届全国人民代表大会第二次会议上\n各位代表：",
        "a.txt",
        ("全国", "national", 2024),
    ),
    "the whole country by its opening words": (
        "各位代表：\n现在，我代表国务院，向大会作政府工作报告。",
        "1999.txt",
        ("全国", "national", 1999),
    ),
    "the country's name in a province's report": (
        "2024年青海省政府工作报告\n各位代表：\n我代表省人民政府报告工作。我们落实党中央、国务院部署，出席全国人民代表大会的代表",
        "a.txt",
        ("青海省", "provincial", 2024),
    ),
    "a page's furniture around the head": (
        "首页\n>\n打印\n【字体：\n大\n中\n小\n】\n2024年云南省政府工作报告\n来源：某日报\n时间：2024-02-09\n"
        "——2024年1月23日在云南省第十四届 人民代表大会第二次会议上\n各位代表：",
        "page.txt",
        ("云南省", "provincial", 2024),
    ),
}


@pytest.mark.parametrize("head", HEADS)
def test_the_region_its_level_and_the_year_are_read_from(head: str) -> None:
    text, file_name, wanted = HEADS[head]
    found = read_metadata(text, file_name)
    assert (found.region, found.level, found.year) == wanted


@pytest.mark.parametrize(
    ("lines", "speaker"),
    [
        ("省长 某某某", "某某某"),
        ("广东省省长 某　某", "某某"),
        ("国务院总理\n李　强国", "李强国"),
        ("自治区主席 艾力·阿不都拉", "艾力·阿不都拉"),
        ("代县长 某某\n来源：县政府网", "某某"),
        ("市长某某同志作政府工作报告。", "某某"),
        ("自治区人民政府主席某某\n自治区人民政府主席某某作政府工作报告。记者 某某 摄", "某某"),
        ("来源：某日报", None),
    ],
)
def test_the_speaker_is_who_stands_with_an_office_in_the_head(lines: str, speaker: str | None) -> None:
    head = f"政府工作报告\n——2024年1月23日在云南省第十四届人民代表大会第二次会议上\n{lines}\n各位代表：\n省长要办好的事"
    assert read_metadata(head, "a.txt").speaker == speaker


def test_a_name_alone_below_the_meeting_is_the_speaker() -> None:
    text = "政府工作报告\n1957年6月26日在第一届全国人民代表大会第四次会議上\n李大年\n各位代表："
    assert read_metadata(text, "a.txt").speaker == "李大年"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("——2024年1月3日在某会议上", "2024-01-03"),
        ("二○二四年十一月二十三日在某会议上", "2024-11-23"),
        ("时间：2024-02-09\n——2024年1月3日在某会议上", "2024-01-03"),
        ("时间：2024-02-09", "2024-02-09"),
        ("2024年13月40日在某会议上", None),
        ("２０２４年１月３日在某会议上", "2024-01-03"),
    ],
)
def test_the_day_is_that_of_the_meeting_before_that_of_the_page(printed: str, day: str | None) -> None:
    assert read_metadata(f"2024年云南省政府工作报告\n{printed}\n各位代表：", "a.txt").published == day


def test_a_report_given_in_december_is_about_the_year_to_come() -> None:
    text = "政府工作报告\n2023年12月26日在岳麓区第六届人民代表大会第三次会议上\n各位代表："
    found = read_metadata(text, "a.txt")
    assert (found.year, found.reviewed_year, found.published) == (2024, 2023, "2023-12-26")


def test_without_a_head_the_headings_tell_the_years() -> None:
    found = read_metadata("一、2023年工作回顾\n新建学校3所。\n二、2024年工作安排\n新建学校5所。", "报告.txt")
    assert (found.year, found.reviewed_year) == (2024, 2023)


def test_without_a_head_the_place_is_the_one_most_spoken_of() -> None:
    path = CORPUS / "reports" / "qiantang-2020.txt"
    found = read_metadata(path.read_text(encoding="utf-8"), path.name)
    assert (found.region, found.level, found.year, found.reviewed_year) == ("杭州钱塘新区", "district", 2020, 2019)


def test_a_text_that_says_nothing_of_itself_is_not_guessed_at() -> None:
    assert read_metadata("今天天气很好。", "notes.txt") == Metadata()


def test_a_printed_title_is_kept_and_one_without_place_or_year_completed() -> None:
    assert read_metadata("昆山市2024年政府工作报告\n各位代表：", "a.txt").title == "昆山市2024年政府工作报告"
    bare = "政府工作报告\n2024年1月9日在昆山市第十八届人民代表大会第三次会议上\n各位代表："
    assert read_metadata(bare, "a.txt").title == "2024年昆山市政府工作报告"


def test_what_a_person_says_goes_before_what_was_read_and_what_follows_from_it_is_concluded_again() -> None:
    read = read_metadata("2024年朝阳区政府工作报告\n各位代表：", "a.txt")
    declared = declare(read, {"region": "长春市朝阳区", "year": 2025, "level": None})
    assert (declared.title, declared.level) == ("2025年长春市朝阳区政府工作报告", "district")
    assert (declared.year, declared.reviewed_year) == (2025, 2024)
    assert declare(read, {"title": "工作报告", "reviewed_year": 2022}).title == "工作报告"


def test_what_is_not_known_is_asked_for_by_name() -> None:
    with pytest.raises(MetadataIncomplete, match=r"region, level.*year 1954.*--region … --level …"):
        declare(read_metadata("今天天气很好。", "1954.txt"), {})


def test_every_division_is_found_by_its_full_name_on_its_level() -> None:
    ambiguous = 0
    for division in divisions():
        found = locate(division.name)
        assert found is not None
        assert found.level == division.level, division
        ambiguous += found.region == division.name and "市" not in division.name and len(division.code) == 6
    assert locate("吉林省吉林市") == locate("吉林市")
    assert ambiguous > 2000


def test_every_division_is_spelt_as_its_name_is_read() -> None:
    assert [division.spelling for division in divisions()] == ["".join(lazy_pinyin(division.name)) for division in divisions()]


@pytest.mark.skipif(not SHARED.exists(), reason="the reports are not the project's to pass on")
def test_all_reports_at_hand_are_read_rightly() -> None:
    with (SHARED / "reports.tsv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table, delimiter="\t"))
    wrong = []
    for row in rows:
        path = SHARED / row["file"]
        found = read_metadata(read_report(path, path.name).text, path.name)
        region = "全国" if row["region"] == "国务院" else row["region"]
        is_right = (found.level, found.year) == (row["level"], int(row["year"])) and str(found.region).startswith(region)
        is_dated = row["level"] == "national" or str(found.published)[:4] == row["year"] and found.speaker is not None
        if not (is_right and is_dated and found.title and found.reviewed_year == int(row["year"]) - 1):
            wrong.append((row, found))
    assert (len(rows), wrong) == (98, [])
