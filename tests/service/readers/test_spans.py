"""The phrase that answers, out of a report written for this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from indexer.build import build_snapshot
from indexer.encoders.base import Encoder, Floats, Token, WordEncoder
from indexer.segment import fold
from service.engine import Engine
from service.holder import Holder
from service.query import understand
from service.readers.base import Draft, Reading
from service.readers.spans import phrase_chances, read_span
from service.readers.spans.able import able_runs
from service.readers.spans.features import features
from service.readers.spans.layout import Laid, lay_out, read_question
from service.readers.spans.runs import CLOSE, OPEN, find_runs
from service.readers.spans.scorer import chooser
from service.readers.spans.sought import seek
from tests.tiny import tiny_report

YUNXI = """一、2021年工作回顾
(一)产业稳步壮大。在临江街道设立全县首个人才服务站。绿源茶业创建成为省级农业龙头企业。云溪白茶入选国家地理标志产品。
(二)民生持续改善。实施“暖冬行动”,创新推出“茶农贷”产品。云溪县图书馆新馆竣工投用。出台《云溪县古树名木保护办法》。
二、2022年主要任务
(一)加快转型升级。构建以绿色食品产业为主导的现代产业体系。完成红星化工厂整体搬迁。支持县职业中学与江南大学合作办学。
(二)提升城市品质。将有南门社区卫生服务中心投入使用。加快创建青山湖国家湿地公园。推行“互联网+护理”服务模式。
"""

Read = Callable[[str], Draft]


@pytest.fixture(scope="module")
def yunxi(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Engine:
    home: Path = tmp_path_factory.mktemp("yunxi")
    build_snapshot([tiny_report("yunxi-2022", "云溪县", "county", YUNXI)], encoder, home)
    return Holder(home).engine()


def reading(engine: Engine, encoder: Encoder, question: str) -> Reading:
    return Reading(understand(question), engine.search(question, k=3, explain=True).hits, engine.snapshot, encoder)


@pytest.fixture
def read(yunxi: Engine, encoder: Encoder) -> Read:
    return lambda question: read_span(reading(yunxi, encoder, question))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("全县首个人才服务站设在哪个街道？", "临江街道"),
        ("哪家企业创建成为省级农业龙头企业？", "绿源茶业"),
        ("2022年要完成哪家工厂的搬迁？", "红星化工厂"),
        ("要构建以什么产业为主导的现代产业体系？", "绿色食品产业"),
        ("要加快创建哪个国家湿地公园？", "青山湖国家湿地公园"),
        ("为茶农推出的产品叫什么？", "“茶农贷”"),
        ("出台了哪部古树名木保护办法？", "《云溪县古树名木保护办法》"),
        ("将有哪个社区卫生服务中心投入使用？", "南门社区卫生服务中心"),
        ("哪种茶入选国家地理标志产品？", "云溪白茶"),
        ("Which park is to be created?", "青山湖国家湿地公园"),
    ],
)
def test_the_shortest_phrase_that_answers_is_read(read: Read, question: str, answer: str) -> None:
    assert read(question).answer == answer


def test_the_phrase_is_cited_with_the_sentence_it_stands_in(read: Read, yunxi: Engine) -> None:
    draft = read("全县首个人才服务站设在哪个街道？")
    [place] = draft.places
    assert yunxi.snapshot.reports["yunxi-2022"].text[place.start : place.end] == "在临江街道设立全县首个人才服务站。"


@pytest.mark.parametrize(
    ("question", "focus"),
    [
        ("设在哪个街道", ["街道"]),
        ("哪家做橡胶的厂子要搬走", ["厂子"]),  # what describes it is left out
        ("省里支持哪个市建设枢纽", ["市"]),  # what follows is the rest of the sentence
        ("亩产第一的品种叫什么", ["品种"]),
        ("报告是谁作的", []),
        ("which rubber company is to move", ["rubber", "company"]),
        ("Name the bank that was set up", ["bank"]),
        ("What is the full name of the new bridge?", ["new", "bridge"]),
        ("What is the theme of the fair?", ["theme"]),  # which begins with another the
        ("What was the original name of the park?", ["original", "name"]),
        ("Which of the bridges was built first?", ["bridges"]),
        ("Quel est le nom du pont?", ["pont"]),
        ("Quel est l’hôpital?", ["hôpital"]),
        ("何という公園ですか。", ["公园"]),
        ("副县长何青负责哪个部门", ["部门"]),  # a surname
        ("What did the county build?", []),
    ],
)
def test_the_words_beside_those_that_ask_say_what_is_asked_for(question: str, focus: list[str]) -> None:
    assert [word.text for word in seek(fold(question)).focus] == focus


def test_a_person_is_asked_for_by_who_and_not_by_what_thinks_for_machines() -> None:
    assert seek(fold("ai là chủ tịch")).wants_person
    assert not seek(fold("Which AI centre was opened?")).wants_person


@pytest.mark.parametrize(
    ("question", "is_date"),
    [
        ("In which year did it open?", True),
        ("Which city is it?", False),
        ("大会定在几号", True),
        ("大会在几号楼开", False),
        ("何年建成", True),
        ("近几年建成的是哪座桥", False),
        ("任何时候都能去的是哪个馆", False),
    ],
)
def test_a_day_or_a_year_is_asked_for(question: str, is_date: bool) -> None:
    assert seek(fold(question)).wants_date is is_date


@pytest.mark.parametrize(
    ("question", "before_the_gap"),
    [
        ("县里打造的品牌是什么", "县里打造的品牌是"),  # the verb has no object: the answer follows it
        ("获得省级称号的是谁", ""),  # it has one: the answer goes before
        ("说一说,获得省级称号的茶叫什么", "说一说,"),
        ("谁获得称号", ""),
    ],
)
def test_the_gap_of_a_question_is_where_a_statement_has_the_answer(question: str, before_the_gap: str) -> None:
    assert question[: seek(fold(question)).gap] == before_the_gap


def test_what_the_question_says_and_what_brackets_explain_are_no_answers(tmp_path: Path, encoder: WordEncoder) -> None:
    text = "一、任务\n(一)扩大开放。周文获得“茶乡能人”称号(每年评选)。首座剧院落地临江街道。3月5日开馆。\n"
    build_snapshot([tiny_report("a-2022", "甲县", "county", text)], encoder, tmp_path)
    engine = Holder(tmp_path).engine()
    for question, wanted, unwanted in (
        ("谁获得“茶乡能人”称号", "周文", {"“茶乡能人”", "称号", "每年评选", "(每年评选)", "获得“茶乡能人”称号"}),
        ("首座剧院建在哪里", "临江街道", {"落地临江街道", "首座剧院落地"}),
        ("哪一天开馆", "3月5日", {"开馆", "临江街道"}),
    ):
        asked = _laid(engine, encoder, question)
        runs = able_runs(asked, find_runs(asked), read_question(reading(engine, encoder, question), encoder))
        found = {asked.texts[0][start:end] for start, end in zip(runs.starts, runs.ends, strict=True)}
        assert wanted in found
        assert not unwanted & found


def test_no_phrase_cuts_a_quotation_or_passes_a_stop(yunxi: Engine, encoder: WordEncoder) -> None:
    laid = _laid(yunxi, encoder, "“暖冬行动”是什么")
    runs = find_runs(laid)
    assert len(runs.left) > 0
    for left, start, end in zip(runs.left, runs.starts, runs.ends, strict=True):
        phrase = laid.texts[laid.sentences[laid.sentence_of[left]].hit][start:end]
        assert sum(phrase.count(mark) for mark in OPEN) == sum(phrase.count(mark) for mark in CLOSE)
        assert not set(phrase) & set(",。;")


def test_a_quoted_name_keeps_the_sign_that_it_ends_in(tmp_path: Path, encoder: WordEncoder) -> None:
    text = "一、任务\n(一)扩大开放。实施“数据要素×”“茶业+”行动。\n"
    build_snapshot([tiny_report("a-2022", "甲县", "county", text)], encoder, tmp_path)
    laid = _laid(Holder(tmp_path).engine(), encoder, "实施什么行动")
    runs = find_runs(laid)
    phrases = {laid.texts[0][start:end] for start, end in zip(runs.starts, runs.ends, strict=True)}
    assert {"“数据要素×”", "“茶业+”"} <= phrases
    assert all(phrase.count("“") == phrase.count("”") for phrase in phrases)


def test_a_name_is_not_cut_where_it_is_tied_together(tmp_path: Path, encoder: WordEncoder) -> None:
    text = "一、任务\n(一)扩大开放。县长艾力·买买提参加5G产业大会,9.新建T800碳纤维生产线。\n"
    build_snapshot([tiny_report("a-2022", "甲县", "county", text)], encoder, tmp_path)
    laid = _laid(Holder(tmp_path).engine(), encoder, "谁参加产业大会")
    runs = find_runs(laid)
    phrases = {
        laid.texts[laid.sentences[laid.sentence_of[left]].hit][start:end]
        for left, start, end in zip(runs.left, runs.starts, runs.ends, strict=True)
    }
    assert {"艾力·买买提", "5G产业大会", "T800碳纤维"} <= phrases
    assert not phrases & {"艾力", "买买提", "G产业大会", "800碳纤维", "9.新建T800碳纤维"}


def test_the_weights_are_of_the_features_that_there_are(yunxi: Engine, encoder: WordEncoder) -> None:
    asked = reading(yunxi, encoder, "“暖冬行动”是什么")
    question = read_question(asked, encoder)
    laid = _laid(yunxi, encoder, "“暖冬行动”是什么")
    found = features(laid, find_runs(laid), question, np.array([hit.score for hit in asked.hits]))
    assert chooser().names == tuple(found)


def test_the_chances_of_phrases_add_up_and_stand_where_the_report_has_them(yunxi: Engine, encoder: Encoder) -> None:
    chances = phrase_chances(reading(yunxi, encoder, "2022年要完成哪家工厂的搬迁？"))
    assert sum(chances.values()) == pytest.approx(1)
    start, end = max(chances, key=lambda place: chances[place])
    assert YUNXI[start:end] == "红星化工厂"


def test_without_word_vectors_the_best_stretch_is_given(yunxi: Engine, encoder: Encoder) -> None:
    class Pooled:  # the same encoder, its words left out
        encode_queries, encode_passages = encoder.encode_queries, encoder.encode_passages

    asked = replace(reading(yunxi, encoder, "全县首个人才服务站设在哪个街道？"), encoder=Pooled())  # type: ignore[arg-type]
    assert read_span(asked).answer == "在临江街道设立全县首个人才服务站"
    assert not phrase_chances(asked)


def test_with_word_vectors_of_another_length_the_best_stretch_is_given(yunxi: Engine, encoder: WordEncoder) -> None:
    class Short:  # the same encoder, half of every vector left out
        dim, words = encoder.dim // 2, staticmethod(encoder.words)
        encode_queries, encode_passages = encoder.encode_queries, encoder.encode_passages

        def word_vectors(self, asked: Sequence[Token]) -> Floats:
            return encoder.word_vectors(asked)[:, : self.dim]

    asked = replace(reading(yunxi, encoder, "全县首个人才服务站设在哪个街道？"), encoder=Short())  # type: ignore[arg-type]
    assert read_span(asked).answer == "在临江街道设立全县首个人才服务站"


def test_a_guessed_word_does_not_begin_with_a_preposition(yunxi: Engine, encoder: WordEncoder) -> None:
    laid = _laid(yunxi, encoder, "以什么产业为主导的现代产业体系")
    assert "以" in laid.words


def _laid(engine: Engine, encoder: WordEncoder, question: str) -> Laid:
    asked = reading(engine, encoder, question)
    laid = lay_out(asked, read_question(asked, encoder), encoder)
    assert laid is not None
    return laid
