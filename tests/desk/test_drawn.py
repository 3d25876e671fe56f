"""Parts of pages that are drawn once: apart by key and language, no more of them than are kept."""

from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from sarez.desk.drawn import MOST, drawn, forget, once


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    forget()
    yield
    forget()


def test_what_was_made_under_a_key_is_not_made_again() -> None:
    made = [once(("a", 1), lambda n=n: f"made {n}") for n in range(3)]
    assert made == ["made 0"] * 3
    assert once(("a", 2), lambda: "another") == "another"


def test_each_language_has_its_own() -> None:
    with override("ru"):
        assert once("a", lambda: "по-русски") == "по-русски"
    with override("en"):
        assert once("a", lambda: "in English") == "in English"


def test_the_longest_unasked_go_first() -> None:
    for n in range(MOST):
        once(n, lambda n=n: n)
    assert once(0, lambda: "again") == 0
    once(MOST, lambda: MOST)
    assert once(0, lambda: "again") == 0
    assert once(1, lambda: "again") == "again"


def test_a_part_is_drawn_as_its_template_is_and_asks_for_what_it_tells_once() -> None:
    asked = []

    def told() -> dict[str, str]:
        asked.append(1)
        return {"versions": ""}

    first, second = (drawn("actors/versions.html", ("here",), told) for _ in range(2))
    assert first == second == render_to_string("actors/versions.html", {"versions": ""})
    assert len(asked) == 1


def test_what_could_not_be_made_is_asked_for_again() -> None:
    with pytest.raises(ZeroDivisionError):
        once("a", lambda: 1 // 0)
    assert once("a", lambda: 1) == 1
