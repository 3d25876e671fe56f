from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarez.intake.decode import decode, is_binary

RUSSIAN = "Пограничники Кыргызстана и Таджикистана обменялись выстрелами близ села Ворух. МИД сообщил, что пострадавших нет. "
FRENCH = "Le président a déclaré à Genève que les deux parties étaient prêtes à négocier."


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"])
@pytest.mark.parametrize(
    "text", [RUSSIAN, RUSSIAN * 20, "Bishkek, 24.kg: " + RUSSIAN, "ВСТРЕЧА В ДУШАНБЕ. " + RUSSIAN]
)
def test_cyrillic_code_pages_are_told_apart_and_the_guess_is_said(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.note and "no encoding is stated" in decoded.note


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_western_text_is_read_as_windows_1252(encoding: str) -> None:
    decoded = decode(FRENCH.encode(encoding))
    assert decoded and decoded.text == FRENCH and "windows-1252" in (decoded.note or "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [RUSSIAN, FRENCH, "Hello, world, how are you?\r\n"])
def test_unicode_in_every_form_comes_back_without_its_mark(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded and decoded.text == text


def test_utf8_needs_no_note_and_a_guess_at_utf16_does() -> None:
    assert decode("Ворух".encode()).note is None  # type: ignore[union-attr]
    assert "UTF-16" in (decode(FRENCH.encode("utf-16-le")).note or "")  # type: ignore[union-attr]


def test_one_bad_byte_does_not_turn_utf8_into_a_code_page() -> None:
    data = RUSSIAN.encode().replace("Ворух".encode(), b"\xff")
    decoded = decode(data)
    assert (
        decoded and decoded.text == RUSSIAN.replace("Ворух", "\ufffd") and "1 places" in (decoded.note or "")
    )


def test_a_text_cut_off_inside_its_last_letter_is_still_utf8() -> None:
    decoded = decode(RUSSIAN.strip(" .").encode()[:-1])
    assert decoded and decoded.text.endswith("не\ufffd") and "cut off" in (decoded.note or "")


def test_what_a_page_states_is_believed_unless_the_bytes_are_utf8() -> None:
    assert decode(FRENCH.encode("cp1252"), "iso-8859-1").text == FRENCH  # type: ignore[union-attr]
    assert decode(RUSSIAN.encode(), "windows-1251").text == RUSSIAN  # type: ignore[union-attr]
    assert decode(RUSSIAN.encode("cp1251"), "no-such-thing").text == RUSSIAN  # type: ignore[union-attr]


def test_random_bytes_are_no_text_and_a_stray_nul_is() -> None:
    assert is_binary(random.Random(1).randbytes(5000))
    assert decode(random.Random(1).randbytes(5000)) is None
    assert decode(b"one \0 two").text == "one \0 two"  # type: ignore[union-attr]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_utf8_text_comes_back_as_it_was(text: str) -> None:
    decoded = decode(text.encode())
    if decoded is not None:
        assert decoded.text == text.removeprefix("\ufeff")


@given(st.binary(max_size=300), st.one_of(st.none(), st.text(max_size=20)))
def test_any_bytes_decode_or_are_refused(data: bytes, stated: str | None) -> None:
    decoded = decode(data, stated)
    assert decoded is None or isinstance(decoded.text, str)
