"""Briefs speak Russian in full, on the page and in Word."""

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, ngettext, override

import sarez.briefs

ROOM = Path(sarez.briefs.__file__).parent
IN_TEMPLATES = re.compile(r"""{%\s*trans\s+(["'])(.+?)\1""")
IN_CODE = re.compile(r"""\b_\(\s*"((?:[^"\\]|\\.)+)"\s*\)""")
SAME = {"Word"}


@pytest.mark.parametrize("ending, told", [("html", IN_TEMPLATES), ("py", IN_CODE)])
def test_every_string_is_in_russian(ending, told):
    found = [
        m.groups()[-1] for path in ROOM.rglob(f"*.{ending}") for m in told.finditer(path.read_text("utf-8"))
    ]
    assert len(found) > 30
    with override("ru"):
        assert sorted({text for text in found if gettext(text) == text} - SAME) == []


def test_numbers_agree_in_russian():
    with override("ru"):
        assert [ngettext("commitment", "commitments", n) for n in (1, 3, 5)] == [
            "обязательство", "обязательства", "обязательств",
        ]  # fmt: skip
