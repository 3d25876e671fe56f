"""The desk speaks Russian in full: nothing in the templates is left out of the catalogue."""

import gettext
import re
from pathlib import Path

import sarez.desk

ROOM = Path(sarez.desk.__file__).parent
RUSSIAN = ROOM / "locale" / "ru" / "LC_MESSAGES" / "django.mo"
TRANSLATED = re.compile(r"""{%\s*trans\s+(["'])(.+?)\1""")


def catalogue():
    with RUSSIAN.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def test_every_string_of_the_templates_is_in_russian():
    russian = catalogue()
    missing = {
        text
        for page in ROOM.rglob("*.html")
        for _, text in TRANSLATED.findall(page.read_text("utf-8"))
        if russian.gettext(text) == text and re.search(r"[A-Za-z]{4}", text) and text not in SAME
    }
    assert sorted(missing) == []


SAME = {"Sarez", "OPML", "JSON Lines"}


def test_the_rooms_of_the_bar_are_in_russian():
    russian = catalogue()
    assert russian.gettext("Events") == "События"
    assert russian.ngettext("%(n)s text received", "%(n)s texts received", 5) != "%(n)s texts received"
