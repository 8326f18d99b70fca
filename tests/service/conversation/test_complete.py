"""Questions that hang on others are completed from them, and whole ones never are."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import pytest

from service.conversation.complete import complete
from service.conversation.followup import read_follow_up
from service.conversation.slots import TABLE, Known
from service.engine import Engine

ROOT = Path(__file__).parents[3]
KNOWN = Known(frozenset({"杭州钱塘新区", "安林县"}), planned=frozenset({2020}), reviewed=frozenset({2018}))

VALUE = "2019年地区生产总值是多少?"
GROWTH = "2019年全年工业投资增长了多少？"
COUNT = "2019年引进了多少个10亿元以上产业项目?"
PLAN = "2021年计划引进“152”工程项目几个?"
ENGLISH = "What was the gross regional product in 2019?"

COMPLETED = {
    "another year": [
        (VALUE, "那2021年呢?", "2021年地区生产总值是多少?"),
        (VALUE, "2021年", "2021年地区生产总值是多少?"),
        (VALUE, "前一年呢", "2018年地区生产总值是多少?"),
        (VALUE, "去年的呢", "去年地区生产总值是多少?"),
        (VALUE, "２０２１年呢", "２０２１年地区生产总值是多少?"),
        (VALUE, "and in 2021?", "2021年地区生产总值是多少?"),
        ("新增了多少条公交线路?", "2021年呢", "2021年新增多少条公交线路?"),
        ("2019年錢塘新區削減VOCs多少噸？", "那2021年呢", "2021年錢塘新區削減VOCs多少噸？"),
        (ENGLISH, "and in 2021?", "What is the gross regional product in 2021?"),
        (ENGLISH, "What about the year before?", "What is the gross regional product in 2018?"),
        ("2019年の固定資産投資はいくらでしたか。", "2021年は?", "2021年の固定資産投資はいくらでしたか。"),
        ("¿Cuál fue la inversión fija en 2019?", "¿y en 2021?", "¿Cuál fue la inversión fija en 2021?"),
    ],
    "a year that is only planned, or only looked back on": [
        (VALUE, "那2020年呢", "2020年地区生产总值的目标是多少?"),
        (GROWTH, "2020年呢", "2020年工业投资计划增长多少？"),
        (COUNT, "2020年呢", "2020年计划引进多少个10亿元以上产业项目?"),
        (PLAN, "2018年呢", "2018年实际引进“152”工程项目几个?"),
        (ENGLISH, "and in 2020?", "What is the gross regional product target for 2020?"),
    ],
    "another indicator": [
        (VALUE, "工业投资呢?", "2019年工业投资是多少?"),
        (VALUE, "数字经济规模呢?", "2019年数字经济规模是多少?"),
        (VALUE, "那规上工业增加值呢", "2019年规上工业增加值是多少?"),
        (VALUE, "其中农业增加值呢", "2019年农业增加值是多少?"),
        (VALUE, "那2021年一般公共预算收入的目标呢", "2021年一般公共预算收入目标是多少?"),
        (GROWTH, "那民间投资", "2019年全年民间投资增长了多少？"),
        (COUNT, "院士呢", "2019年引进了多少院士?"),
        (COUNT, "固定资产投资呢", "2019年固定资产投资是多少"),
        ("2019年钱塘新区固定资产投资是多少?", "民间投资呢", "2019年钱塘新区民间投资是多少?"),
        (COUNT, "培训干部呢", "2019年培训了多少干部?"),
        ("2020年有哪些重大工程?", "文化设施呢", "2020年有哪些文化设施?"),
        ("How many jobs were created in 2019?", "and the GDP growth?", "What is the GDP growth for 2019?"),
        (ENGLISH, "and industrial investment?", "What was the industrial investment in 2019?"),
        ("By what percentage did industrial investment grow in 2019?", "what about private investment?",
         "By what percentage did private investment grow in 2019?"),
    ],
    "another place": [
        (VALUE, "那上海呢", "2019年上海地区生产总值是多少?"),
        ("2019年钱塘新区固定资产投资是多少?", "安林县呢", "2019年安林县固定资产投资是多少?"),
        (VALUE, "那萧山区的工业投资呢", "2019年萧山区工业投资是多少?"),
        (VALUE, "全国是多少?", "2019年全国地区生产总值是多少?"),
        (ENGLISH, "What about Shanghai?", "What was the gross regional product in 2019 in Shanghai?"),
        ("What was the GDP of Shanghai in 2019?", "And Hebei's?", "What was the GDP of Hebei in 2019?"),
    ],
    "another thing asked of the same": [
        (VALUE, "下降了吗", "2019年地区生产总值下降了吗?"),
        (VALUE, "增速呢", "2019年地区生产总值增速是多少?"),
        (VALUE, "突破1000亿元了吗", "2019年地区生产总值突破1000亿元了吗?"),
        (VALUE, "比2018年多多少", "2019年地区生产总值比2018年多多少?"),
        (COUNT, "什么时候开工", "2019年引进10亿元以上产业项目什么时候开工?"),
        ("2020年有哪些重大工程?", "有多少个", "2020年重大工程有多少个?"),
        (VALUE, "2021年的目标呢", "2021年地区生产总值目标是多少?"),
        (GROWTH, "目标呢", "2019年工业投资增长目标是多少？"),
        (COUNT, "分别是哪些?", "2019年引进10亿元以上产业项目分别是哪些?"),
        (COUNT, "2021年计划引进几个", "2021年计划引进多少个10亿元以上产业项目?"),
        (PLAN, "2019年实际引进了几个", "2019年实际引进了“152”工程项目几个?"),
        (ENGLISH, "did it fall?", "did the gross regional product fall in 2019?"),
        (ENGLISH, "and the target?", "What is the gross regional product target for 2019?"),
        (ENGLISH, "what was it in 2021?", "what was the gross regional product in 2021?"),
    ],
    "what a word refers to": [
        (VALUE, "它的目标是多少", "2019年地区生产总值目标是多少?"),
        (VALUE, "它占全国的比重是多少?", "2019年地区生产总值占全国的比重是多少?"),
        (VALUE, "其中农业增加值是多少?", "2019年地区生产总值中农业增加值是多少?"),
        (COUNT, "该项目什么时候建成?", "2019年引进10亿元以上产业项目什么时候建成?"),
    ],
}  # fmt: skip
TURNS = [turn for turns in COMPLETED.values() for turn in turns]


@pytest.mark.parametrize(("before", "question", "completed"), TURNS)
def test_a_follow_up_is_completed_from_the_question_before(before: str, question: str, completed: str) -> None:
    assert complete(question, [before], KNOWN) == completed


@pytest.mark.parametrize("question", sorted({question for _, question, _ in TURNS}))
def test_without_a_question_before_it_nothing_is_completed(question: str) -> None:
    assert complete(question, [], KNOWN) is None
    assert complete(question, [" ", "🚌"], KNOWN) is None


def test_follow_ups_build_on_each_other() -> None:
    asked = [VALUE, "工业投资呢?", "那2020年呢"]
    assert complete(asked[2], asked[:2], KNOWN) == "2020年工业投资的目标是多少?"
    assert complete("下降了吗", [*asked[:2], "2021年呢"], KNOWN) == "2021年工业投资下降了吗?"


def test_a_whole_question_begins_anew() -> None:
    assert complete("那2021年呢", [VALUE, "新区面临哪些问题?"], KNOWN) == "2021年新区面临哪些问题?"


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("2020年要为民办哪些实事？", "工业投资呢"),  # which ones: there is no thing that another could take the place of
        ("2020年工业投资的目标比2019年高吗?", "2018年呢"),  # two years
        (VALUE, "该项目什么时候建成?"),  # no project
        ("哪家企业2019年上市了?", "它投资了多少?"),
        ("新区面临哪些问题?", "前一年呢"),  # the year before which?
        ("年" + "的" * 496 + "多少", "2021年呢"),  # over 500 characters
    ],
)
def test_what_has_no_place_in_the_question_before_is_asked_as_it_is(before: str, question: str) -> None:
    assert complete(question, [before], KNOWN) is None


@pytest.mark.parametrize(
    "question",
    [
        "2020年的主要目标有哪些?",
        "今年的目标是什么?",
        "2019年完成了什么?",
        "工业投资",
        "2020年工业投资的目标是多少?",
        "那场洪水之后盖了多少新房?",
        "那几年乱不乱",
        "地铁快不快，公交呢?",
        "该县有多少所学校?",
        "河北去年涨了多少",
        "谢谢",
        "你好呀,今天心情怎么样?",
        "Is it true that buses are free?",
        "So how did the economy do that year?",
        "What are the targets for 2020?",
    ],
)
def test_a_whole_question_is_never_changed(question: str) -> None:
    assert complete(question, [VALUE], KNOWN) is None
    assert complete(question, [ENGLISH], KNOWN) is None


def test_no_question_of_the_gold_or_the_training_set_is_taken_for_a_follow_up_of_another() -> None:
    gold = [ROOT / "eval/gold/qiantang-2020.jsonl", ROOT / "eval/gold/others-dev.jsonl"]
    rows = [json.loads(line) for path in gold for line in path.read_text(encoding="utf-8").splitlines()]
    whole = [row["question"] for row in rows if row.get("split", "dev") == "dev"]
    for line in (ROOT / "indexer/training/data/questions.jsonl").read_text(encoding="utf-8").splitlines():
        whole += [question["text"] for question in json.loads(line)["questions"]]
    chosen = random.Random(2020)
    follow_ups = [question for question in whole if read_follow_up(question, KNOWN)]
    assert len(follow_ups) <= 2  # 该作品 and the like, which refer to something
    for question in follow_ups:
        assert [before for before in chosen.sample(whole, 1000) if complete(question, [before], KNOWN)] == []


def test_a_word_stands_in_one_class() -> None:
    tables = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    listed = [
        word.strip()
        for language, table in tables.items()
        for words in table.values()
        for word in (words.split() if language == "zh" else words.split(","))
    ]
    assert sorted({word for word in listed if listed.count(word) > 1}) == []


def test_an_answer_says_how_it_was_understood(tiny: Engine) -> None:
    first = "2018年安林县地区生产总值是多少?"
    assert tiny.ask(first, context=["公交线路有几条?"]).understood is None
    answer = tiny.ask("那2019年呢?", context=[first])
    assert (answer.question, answer.understood) == ("那2019年呢?", "2019年安林县地区生产总值是多少?")
    assert answer.answer == tiny.ask("2019年安林县地区生产总值是多少?").answer == "92.4亿元"
