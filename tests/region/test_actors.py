"""Whom the region finds in texts, and which bodies it keeps apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.errors import DataError
from sarez.region.actors import Actors

ACTORS = Actors.load()


def codes(text: str) -> list[str | None]:
    return [match.values[0].code for match in ACTORS.find(text)]


def found(text: str) -> list[str]:
    return [text[match.start : match.end] for match in ACTORS.find(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UNRCCA", "UN Regional Centre for Sustainable Development"),
        ("UN Regional Centre for Preventive Diplomacy for Central Asia", "UN Regional Hub for Central Asia"),
        ("UN Security Council", "Security Council of Kyrgyzstan"),
        ("CAREC", "Regional Environmental Centre for Central Asia"),
        ("CAREC", "CARICC"),
        ("CSTO", "Collective Security Council"),
        ("Taliban", "Pakistani Taliban"),
        ("ISIS", "Islamic State Khorasan Province"),
        ("OTS", "TURKSOY"),
        ("IFAS", "ICWC"),
        ("ISRS", "Institute for Strategic Studies under the President of Uzbekistan"),
    ],
)
def test_near_misses_are_kept_apart(one: str, other: str) -> None:
    assert codes(one) and codes(other)
    assert codes(one)[0] != codes(other)[0]


def test_a_long_name_is_one_actor_not_its_parts() -> None:
    text = "The UN Regional Centre for Sustainable Development opened in Almaty."
    assert found(text)[0] == "UN Regional Centre for Sustainable Development"


def test_a_state_s_body_acts_for_the_state_beside_it() -> None:
    assert codes("The Security Council of Kyrgyzstan met.") == ["KGZ"]
    assert codes("The Kyrgyz Border Service fired.") == ["KGZ"]
    assert codes("Officials of the Ministry of Health of Uzbekistan came.") == ["UZB"]


def test_a_committee_of_two_states_has_both_as_candidates() -> None:
    (actor,) = ACTORS.lookup("GKNB")
    assert (actor.code, actor.codes) == (None, ("KGZ", "TJK"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "State Committee for National Security Kamchybek Tashiev met",
            "State Committee for National Security",
        ),
        ("the Ministry of Foreign Affairs Sirojiddin Muhriddin said", "Ministry of Foreign Affairs"),
        ("Ministry of Energy and Water Resources Daler Juma", "Ministry of Energy and Water Resources"),
        (
            "Ministry of Trade, Industry and Investments Laziz Kudratov",
            "Ministry of Trade, Industry and Investments",
        ),
    ],
)
def test_a_ministry_does_not_swallow_a_person_s_name(text: str, name: str) -> None:
    assert found(text) == [name]


def test_a_ministry_after_a_person_is_found_as_well() -> None:
    text = "Ministry of Agriculture Askarbek Janybekov and Ministry of Health"
    assert found(text) == ["Ministry of Agriculture", "Ministry of Health"]


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Digital Development, Innovations and Aerospace Industry",
        "Ministry of Labour, Migration and Employment",
        "State Agency for Dehkan Farms",
    ],
)
def test_a_ministry_s_field_is_kept_whole(name: str) -> None:
    assert found(f"The {name} said so.") == [name]


def test_a_national_institute_belongs_to_its_state() -> None:
    (kaziss,) = ACTORS.lookup("KazISS")
    assert (kaziss.code, kaziss.kind, kaziss.state) == ("KAZISS", "body", "KAZ")
    assert ACTORS.lookup("UNRCCA")[0].state is None


def test_membership_depends_on_the_date() -> None:
    assert "UZB" in ACTORS.members("CSTO", "2010-01-01")
    assert "UZB" not in ACTORS.members("CSTO", "2014-01-01")


def test_every_code_is_a_state_or_a_known_body() -> None:
    for name, _, actors in ACTORS.names():
        for actor in actors:
            told = {c for c in (actor.code, actor.state, *actor.codes) if c is not None}
            assert all(ACTORS.is_known(c) for c in told), (name, told)


def test_state_codes_are_three_capitals() -> None:
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in ACTORS.states)


@pytest.mark.parametrize(
    ("file", "content", "line", "remedy"),
    [
        ("bodies.yaml", "A:\n  name: A\nB:\n  name: B\n  colour: red\n", "line 3", "Use"),
        ("bodies.yaml", "A:\n  names: A\n", "line 1", "Add it"),
        ("bodies.yaml", "A: {name: A}\nB: {name: B, state: XYZ}\n", "line 2", "Correct the code"),
        ("collectives.yaml", "trio:\n  codes: KAZ XYZ\n", "line 1", "Correct the code"),
        ("states.yaml", "Kaz:\n  name: Kazakhstan\n", "line 1", "three capitals"),
        ("states.csv", "code,name\n", "line 1", "must be iso3"),
        ("bodies.yaml", "A: [\n", "line", "UTF-8"),
    ],
)
def test_bad_data_is_blamed_by_file_and_line(
    tmp_path: Path, file: str, content: str, line: str, remedy: str
) -> None:
    (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Actors.load(tmp_path)
    assert all(part in str(caught.value) for part in (file, line, remedy))


WORDS = st.sampled_from(
    "the Kyrgyz UN Security Council of Kyrgyzstan Ministry State Committee for National and Tashiev GKNB 's – \n Taliban".split(
        " "
    )
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join))


@given(TEXTS)
def test_what_is_found_lies_in_the_text_in_order(text: str) -> None:
    end = 0
    for match in ACTORS.find(text):
        assert end <= match.start < match.end <= len(text)
        assert match.values and text[match.start : match.end].strip()
        end = match.end


@given(TEXTS)
def test_any_name_may_be_looked_up(name: str) -> None:
    assert all(actor.name for actor in ACTORS.lookup(name))
