"""When two spellings are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.reading.names import Name, is_same_person, sound, sounds_like


def name(text: str) -> Name:
    return Name(text, tuple(text.split()))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Zhaparov", "Japarov"), ("Gherman", "German"), ("Jaqsylyqov", "Zhaksylykov"), ("Kubiš", "Kubis"),
        ("Nazarbaev", "Nazarbayev"), ("Mirziyoyev", "Mirziyaev"), ("Khamrayev", "Hamrayev"), ("Rahmon", "Rakhmon"),
        ("Berdimuhamedow", "Berdymukhammedov"), ("Jenča", "Jenca"), ("Tashiyev", "Tashiev"), ("Sadykov", "Sadiqov"),
    ],
)  # fmt: skip
def test_spellings_of_one_surname_sound_alike(a: str, b: str) -> None:
    assert sounds_like(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Otunbayev", "Otunbayeva"), ("Karimov", "Yatimov"), ("Rahmon", "Rahmonov"), ("Mujahid", "Muttaqi")],
)
def test_different_surnames_do_not(a: str, b: str) -> None:
    assert not sounds_like(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("Ye. Tukumov", "Yerkin Tukumov"), ("S. N. Zhaparov", "Sadyr Nurgozhoevich Japarov"), ("A. Baradar", "Abdul Ghani Baradar"), ("Sh. Khamrayev", "Shavkat Hamrayev")],
)  # fmt: skip
def test_initials_go_with_the_names_they_begin(a: str, b: str) -> None:
    assert is_same_person(name(a), name(b)) and is_same_person(name(b), name(a))


def test_another_given_name_is_another_person() -> None:
    assert not is_same_person(name("Islam Karimov"), name("Sherzod Karimov"))


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll")), min_size=1, max_size=20))
def test_a_word_sounds_like_itself(word: str) -> None:
    assert sounds_like(word, word) and sound(word) == sound(word.upper().lower())
