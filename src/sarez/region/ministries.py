"""Ministries and state committees by the way they are named, since no list of them stays complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sarez.region.names import Match, NameIndex

if TYPE_CHECKING:
    from sarez.region.actors import Actor

_CAP = r"[A-Z][\w'’-]+"
_FIELD = rf"(?:the\s+)?{_CAP}(?:(?:,\s+|,?\s+and\s+(?:the\s+)?|\s+){_CAP}){{0,7}}"
_OF = re.compile(
    rf"\b(?:Ministry|(?:State|National)\s+(?:{_CAP}\s+){{0,2}}"
    rf"(?:Committee|Agency|Service|Commission|Inspectorate|Inspection|Directorate|Department))"
    rf"\s+(?:of|for|on)\s+(?P<field>{_FIELD})"
)
_BEFORE = re.compile(rf"(?P<field>{_CAP}(?:\s+(?:and\s+)?{_CAP}){{0,4}})\s+Ministry\b")
_WORD = re.compile(r"[\w'’-]+")
_NOT_FIELDS = frozenset({"The", "A", "This", "That", "Its", "Their", "His", "Our", "New", "And", "In", "At", "By", "Deputy"})

# What ministries are for. Two words in a row that are none of these, after one that is, are a person's name.
_FIELDS = frozenset(
    """
    administration administrative affairs agrarian agricultural agriculture air amelioration antiterrorism architecture
    archives assets assistance atomic automobile aviation banking biological border borders budget building business
    calamities chemical chemicals child children city civil climate combating commerce commercial communal communication
    communications compatriots competition competitiveness conservation constitutional construction consumer control
    cooperation coordination corruption counter counternarcotics crime crimes crisis culture customs cyber cybersecurity
    data defence defense delimitation demographic development digital digitalization diplomatic disaster disasters
    distribution domestic drainage drug drugs economic economy ecology education electricity electronic emergencies
    emergency emigration employment energy enlightenment entrepreneurship environment environmental equality ethnic
    europe evacuation expatriate expatriates export external extremism families family federal finance finances financial
    fiscal fisheries fishery food foreign forest forestry fuel gas general geological geology governance groundwater
    hajj hazardous health healthcare heritage higher highways historical home house housing human humanitarian hydrology
    hydrometeorology immigration improvement independence industrial industries industry informatization information
    infrastructure infrastructures innovation innovations innovative inspection insurance integration intelligence
    interethnic interior internal international interreligious investigation investigations investment investments
    irrigation islamic justice knowledge labor labour land language languages law legal liaison light livestock local
    maritime market mass material media medical medicine melioration metallurgy metrology migration military mineral
    minerals mines mining minorities monitoring monopolies municipal narcotic narcotics national nationalities natural
    navigation nuclear nutrition occupational oil parliamentary peace pensions petroleum pharmaceutical physical planning
    plant policy population ports post potential power pre preschool prevention press pricing printing privatization
    production programmes property prosecution protection provision public quality radiation radioactive rail railway
    railways reconciliation reconstruction reform reforms refugee refugees regional regions regulation rehabilitation
    relations relief religion religious repatriation reserves resources return revenue revenues rights road roads rural
    safety sanitary school science sciences scientific secondary sector securities security services settlement small
    social society soil space special specialized sport sports stability standardization standards state statistics
    strategic subsoil supervision support surveillance sustainable syndicate tariff tax taxation taxes technical
    technological technologies technology telecommunications territorial terrorism textile tourism trade traffic
    trafficking training transport transportation tribal tribes urban use utilities veterinary village virtue vocational
    waqf waste water welfare wildlife women work works youth the and of for on in to
    """.split()
)


def find_ministries(text: str, names: NameIndex[Actor]) -> Iterator[Match[Actor]]:
    """The ministries, state committees and agencies named in `text` by their field; `names` tells where one ends.

    "Ministry of Finance and UNDP" is the Ministry of Finance. None of them tells the state.
    """
    if "Ministry" in text or "State" in text or "National" in text:
        found = _OF.search(text)
        while found is not None:
            end = _end_of_field(text, found.start("field"), found.end("field"), names)
            if end is not None:
                yield _match(text, found.start(), end)
            found = _OF.search(text, end or found.end())
    if "Ministry" in text:
        for found in _BEFORE.finditer(text):
            start = _start_of_field(text, found.start("field"), found.end("field"), names)
            if start is not None:
                yield _match(text, start, found.end())


def _match(text: str, start: int, end: int) -> Match[Actor]:
    from sarez.region.actors import Actor

    return Match(start, end, (Actor(None, "agency", " ".join(text[start:end].split())),))


def _end_of_field(text: str, start: int, end: int, names: NameIndex[Actor]) -> int | None:
    """Where the field ends: before the first known actor or person in it; a field that is one is none."""
    end = _before_person(text, start, end)
    known = next(iter(names.find(text[start:end])), None)
    if known is None:
        return end
    if known.start == 0:
        return None
    head = text[start : start + known.start]
    return start + len(re.sub(r"[\s,]*(?:\band\b)?(?:\s+the)?[\s,]*\Z", "", head))


def _before_person(text: str, start: int, end: int) -> int:
    """Where a name begins that follows the field: two words or more, only spaces before them."""
    words = list(_WORD.finditer(text, start, end))
    known = [word.group().lower() in _FIELDS for word in words]
    for i in range(1, len(words) - 1):
        gaps = (text[words[i - 1].end() : words[i].start()], text[words[i].end() : words[i + 1].start()])
        if known[i - 1] and not known[i] and not known[i + 1] and all(gap.isspace() for gap in gaps):
            return words[i - 1].end()
    return end


def _start_of_field(text: str, start: int, end: int, names: NameIndex[Actor]) -> int | None:
    """Where the field starts: after the last known actor in it, and after articles and the like."""
    start += max((m.end for m in names.find(text[start:end])), default=0)
    for word in _WORD.finditer(text, start, end):
        if word.group() not in _NOT_FIELDS and word.group()[0].isupper():
            return word.start()
    return None
