"""Reasons and faults, which stand on record in English, in the language of the page.

Whoever reads the record by program finds one language there; a page finds the wording a reason was made with, and says
the same in its own. What it does not know (older wordings) it shows as it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_noop as _

from sarez.desk.events.wording import language, party, word
from sarez.vocabulary.engagements import load_engagements

PLAIN = frozenset(
    {
        # events/register.py, events/matching.py
        _("nothing on record is like it"),
        _("different acts"),
        _("one is denied"),
        _("the same act"),
        _("the same toll"),
        _("the same title"),
        _("only a crowd in common"),
        _("the same parties"),
        _("other parties or another date"),
        _("a date is not told"),
        _("a place is not told"),
        _("different states"),
        # events/namesakes.py
        _("the given names differ"),
        _("the surnames differ"),
        _("the patronymics differ"),
        _("the initials differ"),
        _("no name"),
        _("the same full name"),
        _("a surname alone"),
        _("names spelt nearly alike"),
        _("the same name in Cyrillic and Latin letters"),
        _("the same name, once with a patronymic"),
        _("the same name, spelt otherwise"),
        _("an office is not told"),
        _("the same office"),
        _("the same office, the body once by its acronym"),
        _("the offices differ"),
        _("offices at different bodies"),
        _("the same state"),
        _("the same body"),
        # dialogue/commitments/chains.py
        _("all the parties of one are among the other's"),
        _("a party in common"),
        _("other parties"),
        _("no words in common"),
        _("different dates due"),
        # reading/bearing/ranking.py
        _("it names the month of the promise"),
        # actors/seeding.py
        _("a seat that stands for it"),
        _("acronym"),
        _("another name"),
        # intake/answers.py, wire.py, fetch.py, feeds.py, as reports/fetching.py says it of a feed
        _("It asks for a password."),
        _("It refuses programs."),
        _("It is not there."),
        _("It is gone for good."),
        _("It says that it is asked too often."),
        _("It has trouble of its own."),
        _("It cannot be had."),
        _("It declares entities, as no honest feed does."),
        _("It is no RSS or Atom feed."),
        _("It is packed in a way nobody asked for."),
        _("It is not an http or https address without a password in it."),
        _("It does not speak a safe form of HTTPS."),
        _("It does not answer."),
        _("It answers too slowly."),
        _("It sends one on and on to other addresses."),
        _("It sends one on and on."),
        _("Use an address that is open to all."),
        _("Ask the site for permission, or add its reports by hand."),
        _("Look up the address on the site."),
        _("Look up its address on the site."),
        _("Look for another address on the site."),
        _("Fetch it less often."),
        _("It is tried again later."),
        _("Open the address in a browser to see why."),
        _("Look for another feed."),
        _("Tell the site."),
        _("Look on the site for the address of its feed."),
        _("An administrator can allow it with SAREZ_PRIVATE_FEEDS."),
        _("Look for a shorter feed or page."),
        _("Copy the address anew from the site."),
        _("Do not trust it; tell the site, and fetch again when its certificate is in order."),
        _("Check the address and the network."),
    }
)
PATTERNS = (
    # reading/bearing/ranking.py
    _("names %(parties)s"),
    _("the same words: %(words)s"),
    _("the same place: %(places)s"),
    _("it tells of such acts: %(acts)s"),
    _("%(n)s days after it"),
    # reading/dates_*.py, settings_stage.py: why a date is read so
    _("‘%(words)s’, its year taken from publication on %(day)s"),
    _("‘%(words)s’, its year taken from publication in %(day)s"),
    _("‘%(words)s’, its year taken from %(day)s, named before"),
    _("‘%(words)s’ counted from publication on %(day)s"),
    _("‘%(words)s’ counted from publication in %(day)s"),
    _("‘%(words)s’, counted from publication on %(day)s"),
    _("‘%(words)s’, counted from publication in %(day)s"),
    _("‘%(words)s’ counted from %(day)s, named before"),
    _("‘%(words)s’ as written"),
    _("‘%(words)s’ is no day of the calendar"),
    _("‘%(words)s’: the year it is counted from is not known"),
    _("‘%(words)s’ has no year, and the day of publication is not known"),
    _("‘%(words)s’ read month first, as it is the day of publication"),
    _("‘%(words)s’ of the month %(month)s, named before"),
    _("‘%(words)s’ is counted from publication, and that day is not known"),
    _("‘%(words)s’ is counted from a day that the text does not name"),
    _("%(n)s days that ended on %(day)s (%(reason)s)"),
    _("%(n)s days that began on %(day)s (%(reason)s)"),
    _("undated and recent: the month of publication (%(day)s)"),
    # events/matching.py, namesakes.py, reports/rereading.py
    _("parties shared %(share)s"),
    _("words alike %(share)s"),
    _("both %(what)s"),
    _("both are known spellings of %(name)s"),
    _("in that office the region knows only %(name)s"),
    _("the initial %(letters)s and the surname"),
    _("%(one)s and %(two)s agree"),
    _("%(one)s and %(two)s lie %(n)s day apart"),
    _("%(one)s and %(two)s are spelt alike"),
    _("%(one)s is not %(two)s"),
    _("a newer reading of what a person decided (%(claim)s) differs: %(fields)s"),
    # dialogue/commitments/chains.py
    _("words in common: %(words)s"),
    _("other names: %(names)s"),
    # actors/proposals.py
    _("the same name: %(name)s"),
    _("the same but for spelling: %(one)s and %(two)s"),
    _("%(short)s is the acronym of %(long)s"),
    _("%(one)s and %(two)s sound the same in either alphabet"),
    _("most words shared: %(one)s and %(two)s"),
    _("spelt nearly alike: %(one)s and %(two)s"),
    # actors/seeding.py
    _("acts for it: %(name)s"),
)
FAULTS = (
    # intake, as reports/fetching.py says it of a feed
    _("It is larger than %(size)s MB."),
    _("It cannot be read as a feed (%(fault)s)."),
    _("It cannot be reached (%(fault)s)."),
    _("It does not prove that it is who it says: %(fault)s."),
    _("It broke off (%(fault)s)."),
    _("It broke off or sent what is no answer (%(fault)s)."),
)
ACTS = {
    "build": pgettext_lazy("act", "build"),
    "cease fire": pgettext_lazy("act", "cease fire"),
    "deliver": pgettext_lazy("act", "deliver"),
    "deploy": pgettext_lazy("act", "deploy"),
    "hand over": pgettext_lazy("act", "hand over"),
    "inform": pgettext_lazy("act", "inform"),
    "investigate": pgettext_lazy("act", "investigate"),
    "meet": pgettext_lazy("act", "meet"),
    "open": pgettext_lazy("act", "open"),
    "pay": pgettext_lazy("act", "pay"),
    "ratify": pgettext_lazy("act", "ratify"),
    "settle border": pgettext_lazy("act", "settle a border"),
    "share water": pgettext_lazy("act", "share water"),
    "sign": pgettext_lazy("act", "sign"),
    "stop": pgettext_lazy("act", "stop"),
    "train": pgettext_lazy("act", "train"),
    "withdraw": pgettext_lazy("act", "withdraw"),
}
"""The kinds of acts of lexicon/follow_up.yaml, as a reason writes them."""
_HOLE = re.compile(r"%\\\((\w+)\\\)s")
_STATUS = re.compile(r"(.+?\.) (\(HTTP \d+\))(?= |\Z)")
_SENTENCE = re.compile(r"(?<=[.)]) (?=[A-Z])")
_ONE_AND_OTHER = re.compile(r"(\w+) and (\w+)")


def said(text: str) -> str:
    """A reason, or a fault of a feed in several sentences, in the language of the page; as it stands where it is not known."""
    return _said(text, language()) if language() != "en" else text


@lru_cache(maxsize=4096)
def _said(text: str, _language: str) -> str:
    if text.startswith("It "):
        return " ".join(_sentence(part) for part in _SENTENCE.split(text))
    if "; " in text:
        return "; ".join(_said(part, _language) for part in text.split("; "))
    whole = _one(text, PATTERNS)
    return text if whole is None else whole


def _sentence(text: str) -> str:
    if status := _STATUS.fullmatch(text):
        return f"{_sentence(status[1])} {status[2]}"
    found = _one(text, FAULTS)
    return text if found is None else found


def _one(text: str, patterns: tuple[str, ...]) -> str | None:
    """One reason or sentence; None where its wording is not known."""
    if text in PLAIN:
        return gettext(text)
    for msgid in patterns:
        if told := _pattern(msgid).fullmatch(text):
            return gettext(msgid) % {name: _filled(name, value) for name, value in told.groupdict().items()}
    both = _ONE_AND_OTHER.fullmatch(text)
    if both and set(both.groups()) <= load_engagements().keys():
        return gettext("%(one)s and %(other)s") % {"one": word(both[1]), "other": word(both[2])}
    return None


def _filled(hole: str, value: str) -> str:
    """What stands in a hole of a message, in the language of the page."""
    if hole == "reason":
        return said(value)
    if hole == "parties":
        return ", ".join(party(code) for code in value.split(", "))
    if hole == "acts":
        return ", ".join(str(ACTS.get(name, name)) for name in value.split(", "))
    return word(value)


@lru_cache(maxsize=128)
def _pattern(msgid: str) -> re.Pattern[str]:
    """A message whose holes may hold anything."""
    return re.compile(_HOLE.sub(r"(?P<\1>.+?)", re.escape(msgid)), re.DOTALL)
