"""How reports are cut into headings and clauses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indexer.errors import ReportUnreadable
from indexer.outline import outline
from indexer.outline.furniture import furniture
from indexer.records import Clause, Outline, Report

ROOT = Path(__file__).parents[2]
SEED = ROOT / "corpus" / "reports" / "qiantang-2020.txt"
OTHERS = ROOT.parent / "shared" / "reports"

ROADS = "全年新建和改建道路一百条，打通断头路十处，公交车准点率进一步提高，群众出行更加方便。"
SCHOOLS = "新建学校三所，改建学校五所，教师队伍不断壮大，入学更加便利，家长普遍满意。"


def report(text: str, report_id: str = "town-2020") -> Report:
    return Report(report_id, "", "", "city", 2020, 2019, None, None, "", text)


def headings(text: str) -> list[tuple[int, str]]:
    return [(heading.depth, text[heading.start : heading.end]) for heading in outline(report(text)).headings]


def clauses(text: str) -> list[tuple[str, str | None, str]]:
    """Positions, lead phrase and text of every clause."""
    found = outline(report(text)).clauses
    return [(clause.clause_id.removeprefix("town-2020/"), clause.heading, text[clause.start : clause.end]) for clause in found]


@pytest.fixture(scope="module")
def seed() -> tuple[str, Outline]:
    text = SEED.read_text(encoding="utf-8")
    return text, outline(report(text, "qiantang-2020"))


def below(found: Outline, prefix: str) -> list[Clause]:
    return [clause for clause in found.clauses if clause.clause_id.startswith(f"qiantang-2020/{prefix}.")]


def test_parts_sections_and_lead_phrases_nest() -> None:
    text = (
        f"一、去年工作\n去年很好。\n（一）改善民生。改善交通出行。{ROADS}办好学校教育。{SCHOOLS}\n"
        f"（二）扩大开放。{ROADS}\n二、今年安排\n{SCHOOLS}"
    )
    assert headings(text) == [(1, "一、去年工作"), (2, "（一）改善民生。"), (2, "（二）扩大开放。"), (1, "二、今年安排")]
    assert clauses(text) == [
        ("1.1", None, "去年很好。"),
        ("1.2.1", "改善交通出行", f"改善交通出行。{ROADS}"),
        ("1.2.2", "办好学校教育", f"办好学校教育。{SCHOOLS}"),
        ("1.3.1", None, ROADS),
        ("2.1", None, SCHOOLS),
    ]
    assert outline(report(text)).clauses[1].path == ("一、去年工作", "（一）改善民生")


def test_a_short_sentence_that_reports_a_result_is_no_lead_phrase() -> None:
    text = f"一、去年工作\n（一）改善民生。改善交通出行。{ROADS}北山隧道建成通车。{ROADS}完成旧桥改造工程。{SCHOOLS}"
    assert [heading for _, heading, _ in clauses(text)] == ["改善交通出行"]


def test_of_two_short_sentences_in_a_row_the_second_leads() -> None:
    text = f"一、去年工作\n（一）改善民生。改善交通出行。{ROADS}强化桥梁管理。办好学校教育。{SCHOOLS}"
    assert [text for _, _, text in clauses(text)] == [f"改善交通出行。{ROADS}强化桥梁管理。", f"办好学校教育。{SCHOOLS}"]


def test_a_sentence_with_figures_or_a_pronoun_is_no_lead_phrase() -> None:
    assert clauses(f"新建学校3所。{ROADS}")[0][1] is None
    assert clauses(f"我们加快发展。{ROADS}")[0][1] is None


def test_a_paragraph_may_open_with_a_lead_phrase() -> None:
    assert clauses(f"大力发展交通。{ROADS}") == [("1", "大力发展交通", f"大力发展交通。{ROADS}")]


def test_a_lead_phrase_on_a_line_of_its_own_belongs_to_the_next_line() -> None:
    text = f"一、去年工作\n大力发展交通。\n{ROADS}\n办好学校教育。\n{SCHOOLS}"
    assert [(heading, lines) for _, heading, lines in clauses(text)] == [
        ("大力发展交通", f"大力发展交通。\n{ROADS}"),
        ("办好学校教育", f"办好学校教育。\n{SCHOOLS}"),
    ]


def test_an_announcement_is_no_lead_phrase_of_the_next_line() -> None:
    assert len(clauses(f"主要做了以下工作。\n{ROADS}")) == 2


@pytest.mark.parametrize("dash", ["——", "———", "－－", "—", "--"])
def test_an_item_after_a_dash_is_a_clause(dash: str) -> None:
    text = f"一、去年工作\n{dash}交通面貌改善。{ROADS}\n{dash}新建了三所学校。"
    assert clauses(text) == [
        ("1.1", "交通面貌改善", f"{dash}交通面貌改善。{ROADS}"),
        ("1.2", None, f"{dash}新建了三所学校。"),
    ]


def test_numbered_entries_are_clauses_headed_by_their_term() -> None:
    text = "一、安排\n今年很忙。\n名词解释\n1.“三桥”：东桥、西桥和北桥。\n2.“三桥”工程：修建三桥的工程。\n3.断头路:不通的路。\n"
    assert headings(text)[-1] == (1, "名词解释")
    assert [clause[:2] for clause in clauses(text)] == [("1.1", None), ("2.1", "三桥"), ("2.2", "“三桥”工程"), ("2.3", "断头路")]


def test_a_term_on_a_line_of_its_own_is_joined_to_its_explanation() -> None:
    text = "注释\n［1］三桥：\n东桥、西桥和北桥。\n［2］断头路：\n不通的路。"
    assert clauses(text)[1] == ("1.2", "断头路", "［2］断头路：\n不通的路。")


def test_a_figure_at_the_beginning_of_a_line_is_no_number_of_an_entry() -> None:
    assert headings("2.5亿元\n") == []
    assert clauses("2.5亿元已经到位。\n3.1亿元还在路上。")[0][2] == "2.5亿元已经到位。"


def test_an_enumeration_in_a_long_paragraph_is_cut_at_its_entries() -> None:
    text = f"重点是：一是修路，{ROADS}{ROADS}{ROADS}二是办学，{SCHOOLS}{SCHOOLS}{SCHOOLS}三是绿化，{ROADS}{SCHOOLS}"
    assert len(text) > 300
    assert [part[2][:3] for part in clauses(text)] == ["重点是", "二是办", "三是绿"]


def test_an_enumeration_that_is_read_at_a_glance_stays_together() -> None:
    assert len(clauses(f"重点是：一是修路，{ROADS}二是办学，{SCHOOLS}三是绿化，{ROADS}")) == 1


def test_a_long_paragraph_without_structure_is_cut_into_even_clauses_at_sentence_ends() -> None:
    text = (ROADS + SCHOOLS) * 10
    lengths = [len(part[2]) for part in clauses(text)]
    assert max(lengths) <= 400
    assert max(lengths) - min(lengths) <= len(ROADS)
    assert all(part[2].endswith("。") for part in clauses(text))


def test_a_lead_phrase_over_a_text_too_long_to_cite_heads_its_clauses() -> None:
    text = f"一、去年工作\n大力发展交通。{ROADS * 15}"
    assert headings(text)[-1] == (2, "大力发展交通。")
    assert {clause.path for clause in outline(report(text)).clauses} == {("一、去年工作", "大力发展交通")}


def test_titles_without_numbers_head_the_paragraphs_below() -> None:
    text = f"关于国内建设\n\n　　{ROADS}\n\n（一）关于学校\n\n　　{SCHOOLS}\n\n\n结束语\n\n　　{ROADS}"
    assert headings(text) == [(1, "关于国内建设"), (2, "（一）关于学校"), (1, "结束语")]


def test_a_number_alone_on_its_line_is_a_heading() -> None:
    assert headings(f"一\n\n　　{ROADS}\n\n二\n\n　　{SCHOOLS}") == [(1, "一"), (1, "二")]


def test_divisions_hold_parts() -> None:
    text = f"第一部分 去年工作\n一、交通\n{ROADS}\n第二部分 今年安排\n一、学校\n{SCHOOLS}"
    assert [depth for depth, _ in headings(text)] == [1, 2, 1, 2]


def test_a_count_that_begins_anew_inside_a_section_does_not_close_the_part() -> None:
    text = (
        f"一、去年\n{ROADS}\n二、今年\n（一）关于道路\n{ROADS}有两个来源：\n一、税收，今年会增加；\n二、借款，明年要归还；\n"
        f"（二）关于学校\n{SCHOOLS}"
    )
    assert headings(text) == [(1, "一、去年"), (1, "二、今年"), (2, "（一）关于道路"), (2, "（二）关于学校")]
    assert [place for place, _, _ in clauses(text)] == ["1.1", "2.1.1", "2.1.2", "2.1.3", "2.2.1"]


def test_text_after_the_last_section_belongs_to_the_part() -> None:
    sections = f"（一）修路。改善交通出行。{ROADS}\n（二）办学。办好学校教育。{SCHOOLS}"
    text = f"一、去年\n{sections}\n各项事业都有进步。\n二、今年\n{ROADS}"
    assert clauses(text)[2] == ("1.3", None, "各项事业都有进步。")


def test_the_greeting_closes_the_sections() -> None:
    text = f"一、去年\n（一）修路。\n{ROADS}\n{SCHOOLS}\n各位代表！成绩来之不易，大家辛苦了。"
    assert clauses(text)[-1][0] == "1.2"


def test_the_masthead_is_one_clause_and_the_greeting_goes_with_the_next_line() -> None:
    masthead = "下载\n打印\n【字号：\n大\n】\n政府工作报告\n——2020年1月5日\n省长 某某"
    text = f"{masthead}\n各位代表：\n现在，我代表政府报告工作，请予审议。\n一、去年\n很好。"
    assert [place for place, _, _ in clauses(text)] == ["1", "2", "3.1"]
    assert clauses(text)[1][2] == "各位代表：\n现在，我代表政府报告工作，请予审议。"


def test_lines_of_a_page_below_the_report_are_neither_headings_nor_clauses() -> None:
    text = f"一、去年\n{ROADS}\nPublic domain\nPublic domain\nfalse\nfalse"
    assert headings(text) == [(1, "一、去年")]
    assert [clause[2] for clause in clauses(text)] == [ROADS]


def test_a_sentence_broken_by_a_link_is_put_together() -> None:
    text = "一、去年\n我们公布了《\n道路条例\n》，施行顺利。\n空气中PM\n2.5\n的浓度下降。"
    assert [part[2] for part in clauses(text)][0] == "我们公布了《\n道路条例\n》，施行顺利。"


def test_a_list_of_short_lines_is_one_clause() -> None:
    assert len(clauses("投资是这样分配的：\n　　道路占三成；\n　　学校占五成；\n　　其他占两成。")) == 1


def test_carriage_returns_and_ideographic_spaces_are_white_space() -> None:
    assert headings(f"　　一、去年\r\n\r\n　　{ROADS}\r\n") == [(1, "一、去年")]
    assert clauses(f"　　一、去年\r\n\r\n　　{ROADS}\r\n") == [("1.1", None, ROADS)]


def test_a_report_without_headings_is_all_clauses() -> None:
    found = outline(report("去年很好。\n今年会更好。"))
    assert [clause.path for clause in found.clauses] == [(), ()]
    assert not found.headings


@pytest.mark.parametrize("text", ["", " \r\n\u3000\t"])
def test_an_empty_report_is_refused_by_name(text: str) -> None:
    with pytest.raises(ReportUnreadable, match="town-2020"):
        outline(report(text))


def test_the_seed_is_cut_as_an_editor_would(seed: tuple[str, Outline]) -> None:
    _, found = seed
    assert 74 <= len(found.clauses) <= 84
    assert len([heading for heading in found.headings if heading.depth == 1]) == 3
    assert [len(below(found, f"1.{n}")) for n in range(7, 14)] == [3, 3, 4, 4, 3, 4, 4]
    assert [len(below(found, f"2.{n}")) for n in range(5, 11)] == [5, 5, 3, 5, 4, 4]
    assert max(clause.end - clause.start for clause in found.clauses) <= 400


def test_the_seed_keeps_its_ten_projects_and_six_terms(seed: tuple[str, Outline]) -> None:
    text, found = seed
    projects = [clause for clause in found.clauses if re.match(r"\d+\.", text[clause.start : clause.end])][:10]
    assert [text[clause.start : clause.end].split(".")[0] for clause in projects] == [str(n) for n in range(1, 11)]
    assert {clause.path for clause in projects} == {("二、2020年总体要求和重点工作", "2020年,我们还将努力为民办好十件实事")}
    terms = [clause for clause in found.clauses if clause.path == ("名词解释",)]
    assert [clause.heading for clause in terms] == [
        "一江双城四组团",
        "“515”现代产业体系",
        "“14+2+N”区校合作体系",
        "“1335X”大招商体系",
        "“1+4+X”政策体系",
        "化工园区“五位一体”智慧监管体系",
    ]


def test_the_seed_has_its_lead_phrases_and_no_others(seed: tuple[str, Outline]) -> None:
    _, found = seed
    leads = {clause.heading for clause in found.clauses}
    assert leads >= {
        "强化招商引资",
        "加快建设人才特区",
        "在优化企业服务上再发力",
        "促进机构融合",
        "加快优化生态环境",
        "推动与周边地区战略合作落地落实",
        "提升干部素质能力",
    }
    assert not leads & {
        "郝姆斯创建成为国家重点农业龙头企业",
        "中科院肿瘤与基础医学研究所建成投用",
        "初步完成杭职院改造工程",
        "强化“飞地”管理",
        "开展新区环境综合整治提升工程",
        "建立健全优质高效基层社区医疗卫生服务体系",
    }


def test_the_ids_of_the_seed_are_the_same_in_every_build(seed: tuple[str, Outline]) -> None:
    text, found = seed
    assert outline(report(text, "qiantang-2020")) == found
    assert found.clauses[0].clause_id == "qiantang-2020/1.1"
    lead = next(clause for clause in found.clauses if clause.heading == "强化招商引资")
    assert (lead.clause_id, lead.path) == ("qiantang-2020/1.8.1", ("一、2019年工作回顾", "(二)坚持项目为王,持续培育发展动能"))


@pytest.mark.skipif(not OTHERS.is_dir(), reason="the other reports are not part of the repository")
def test_every_report_at_hand_is_shared_out_into_clauses_short_enough_to_cite() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(OTHERS.rglob("*.txt"))]
    found = [outline(report(text)) for text in texts]
    n_characters = n_long = 0
    for text, one in zip(texts, found, strict=True):
        parts = sorted([(part.start, part.end) for part in (*one.headings, *one.clauses)] + furniture(text))
        assert "".join("".join(text[start:end].split()) for start, end in parts) == "".join(text.split())
        lengths = [clause.end - clause.start for clause in one.clauses]
        n_characters += sum(lengths)
        n_long += sum(length for length in lengths if length > 400)
    assert n_long / n_characters < 0.05


def test_a_line_that_ends_in_a_colon_heads_the_numbered_paragraphs_after_it() -> None:
    text = f"二、今年安排\n今年要办好两件实事：\n1.{SCHOOLS}\n2.{ROADS}\n{SCHOOLS}"
    found = outline(report(text)).clauses
    assert [(clause.clause_id, clause.path[1:]) for clause in found] == [
        ("town-2020/1.1.1", ("今年要办好两件实事",)),
        ("town-2020/1.1.2", ("今年要办好两件实事",)),
        ("town-2020/1.2", ()),
    ]


def test_a_colon_before_sections_is_a_clause_not_a_heading() -> None:
    text = f"一、去年工作\n主要做了两方面工作：\n（一）改善民生。{ROADS}\n（二）扩大开放。{SCHOOLS}"
    assert clauses(text)[0] == ("1.1", None, "主要做了两方面工作：")
