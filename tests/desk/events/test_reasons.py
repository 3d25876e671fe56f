"""Reasons stand on record in English and are said in the language of the page; each wording that the code makes is known."""

import ast
import inspect
import re
from datetime import date

import pytest
from django.utils.translation import override

from sarez.desk.actors import proposals, seeding
from sarez.desk.events import matching, namesakes, reasons, register
from sarez.desk.reports import fetching, rereading
from sarez.errors import Problem
from sarez.intake import answers, feeds, fetch, wire
from sarez.reading.bearing import judge, promise_of, ranking, take
from sarez.reading.bearing.acts import load_acts
from sarez.reading.dates import find_dates
from sarez.region.region import load_region


def worded(module):
    """Every text of a module that reads as words, with holes where values go in; docstrings and patterns aside."""
    tree = ast.parse(inspect.getsource(module))
    aside = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and isinstance(node.body[0], ast.Expr)
    }
    aside |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    aside |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in aside:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(p.value if isinstance(p, ast.Constant) else "Osh" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def in_russian(text):
    with override("ru"):
        return reasons.said(text)


@pytest.mark.parametrize("module", [matching, namesakes, proposals])
def test_every_reason_that_is_made_is_known(module):
    made = {text for text in worded(module) if " " in text.strip() and "Osh of Osh" not in text}
    made -= {
        "whole respelt nearly initial surname other",
        "Osh and Osh",
        ", the body once by its acronym",
        "Osh|Osh|Osh",
        "armed group",
    }
    made -= {
        text
        for text in made
        if text.startswith(("proposals ", "acts for it", "Osh Osh")) or "united" in text or "european" in text
    }
    assert {text for text in made if in_russian(text) == text} == set()


def test_the_reasons_of_names_and_of_a_new_entry_are_known():
    assert in_russian("acts for it: Border Service") == "действует от его имени: Border Service"
    for text in ("a seat that stands for it", "acronym", "another name", "nothing on record is like it"):
        assert any(text in inspect.getsource(m) for m in (seeding, register))
        assert in_russian(text) != text
    told = "a newer reading of what a person decided (claim 4) differs: date, place"
    assert "a newer reading of what a person decided" in inspect.getsource(rereading)
    assert in_russian(told).endswith("(claim 4), отличается: date, place")


def test_every_wording_of_why_a_report_bears_on_a_promise_is_known():
    """The texts of `_reasons` that are a reason, with a party, a kind of act or a number in each hole."""
    tree = ast.parse(inspect.getsource(ranking._reasons))
    added = {
        call.args[0]
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "append"
    }
    made = set()
    for text in added:
        parts = text.values if isinstance(text, ast.JoinedStr) else [text]
        made.add("".join(str(p.value) if isinstance(p, ast.Constant) else "17" for p in parts))
    assert len(made) == 7
    assert {text for text in made if re.search("[A-Za-z]", in_russian(text))} == set()


def test_every_kind_of_act_that_a_reason_names_is_known():
    assert {name.replace("_", " ") for name in load_acts().told} == set(reasons.ACTS)
    told = in_russian(f"it tells of such acts: {', '.join(reasons.ACTS)}")
    assert not re.search("[A-Za-z]", told)


def test_why_a_report_bears_on_a_promise_is_said_in_russian():
    region = load_region()

    def text(raw, day):
        return take(raw, date.fromisoformat(day), region)

    source = text(
        "Talks.\nOn 5 March 2021 Kyrgyzstan and Uzbekistan agreed in Osh to sign the protocol.", "2021-03-06"
    )
    promise = promise_of("Kyrgyzstan and Uzbekistan to sign the protocol in Osh in May 2021", source, region)
    for raw in (
        "In May 2021 the protocol was to be signed in Osh. Uzbekistan signed it.",
        "Kyrgyzstan and Uzbekistan signed the protocol in Osh.",
    ):
        found = judge(promise, text(raw, "2021-06-01")).reasons
        assert len(found) >= 4
        for reason in found:
            assert in_russian(reason) != reason
            assert reason.startswith("the same ") or not re.search("[A-Za-z]", in_russian(reason)), reason
    assert in_russian("names KGZ, UZB") == "названы: Кыргызстан, Узбекистан"
    assert in_russian("41 days after it") == "дней спустя: 41"


@pytest.mark.parametrize("module", [answers, wire, fetch, feeds])
def test_every_fault_of_a_feed_is_known(module):
    made = {t for t in worded(module) if re.match(r"[a-z].* .*\.\Z", t)} | {
        t for t in worded(module) if re.match(r"[A-Z][a-z]+ .*\.\Z", t)
    }
    made = {t.replace("Osh again", "").strip() for t in made}
    said = {
        fetching.said(Problem("", "", *pair))
        for t in made
        for pair in [(t, "") if t[0].islower() else ("does not answer.", t)]
    }
    left = {
        text
        for text in said
        if re.search(
            r"[a-z]{3}", re.sub(r"Osh|HTTPS?|SAREZ_PRIVATE_FEEDS|RSS|Atom|XML|https?", "", in_russian(text))
        )
    }
    assert left == set()


@pytest.mark.parametrize(
    "english, russian",
    [
        ("both 2024-05-30", "в обоих 2024-05-30"),
        ("Osh is not Batken", "Osh — не Batken"),
        ("meeting and signing", "встреча и подписание"),
        ("the same act; the same parties", "то же действие; те же стороны"),
        (
            "It is not there. (HTTP 404) Look up the address on the site.",
            "По этому адресу ничего нет. (HTTP 404) Найдите адрес на сайте.",
        ),
        (
            "‘22 July’, its year taken from publication on 2019-07-23",
            "«22 July», год взят из даты публикации (2019-07-23)",
        ),
        (
            "4 days that ended on 2019-07-23 (‘22 July’ as written)",
            "дней: 4, последний — 2019-07-23 («22 July», как написано)",
        ),
        ("the same full name; an office is not told", "то же полное имя; должность не названа"),
        ("a wording of years ago", "a wording of years ago"),
        ("", ""),
    ],
)
def test_a_reason_is_said_in_russian_and_an_unknown_one_as_it_stands(english, russian):
    assert in_russian(english) == russian
    with override("en"):
        assert reasons.said(english) == english


@pytest.mark.parametrize(
    "text, published",
    [
        ("Guards fired on 22 July.", "2019-07-23"),
        ("Guards fired yesterday; they met in June.", "2019-07-23"),
        ("Guards fired on 3 May 2019. Two days later they met.", None),
        ("Guards fired on 31 February 2019. They met on 5 June.", None),
        ("Guards fired in spring and on 07/23/2019. They met on the 24th.", "2019-07-23"),
        ("Guards met in July and last week and on Monday.", "2019-07"),
    ],
)
def test_why_a_date_is_read_so_is_said_in_russian(text, published):
    found = find_dates(text, 0, len(text), published, None)
    assert found
    for one in found:
        assert not re.search(r"[A-Za-z]{3}", re.sub(r"«[^»]*»", "", in_russian(one.reason))), one.reason
