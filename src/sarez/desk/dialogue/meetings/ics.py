"""Calendar files (RFC 5545): what falls on which day, as a calendar program reads it.

Nothing here knows the record: the text of what is given goes out escaped, so that no title can end its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

TENTATIVE, CONFIRMED, CANCELLED = "TENTATIVE", "CONFIRMED", "CANCELLED"
MEDIA = "text/calendar; charset=utf-8"
OCTETS = 75
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a calendar: whole days from `first` to `last`, or from one moment to another where `starts` is known.

    `changed` is when anything of it last changed; a calendar program takes the version with the greater number.
    """

    uid: str
    summary: str
    first: date
    last: date
    changed: datetime
    starts: datetime | None = None
    ends: datetime | None = None
    status: str = CONFIRMED
    place: str = ""
    description: str = ""
    address: str = ""
    categories: tuple[str, ...] = ()
    is_busy: bool = True
    is_public: bool = False

    @property
    def sequence(self) -> int:
        """A number that rises with each change: seconds since 2020, which suits the 32 bits that programs expect."""
        return max(0, int((self.changed - EPOCH).total_seconds()))


def calendar_text(happenings: Iterable[Happening], name: str = "") -> str:
    """A calendar with these happenings, named `name`."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Sarez//Calendar//EN", "CALSCALE:GREGORIAN"]
    if name:
        lines += [f"X-WR-CALNAME:{escaped(name)}", f"NAME:{escaped(name)}"]
    for happening in happenings:
        lines += _lines(happening)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    """A text as a value: nothing in it ends the value, the line or the event."""
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return _UNPRINTABLE.sub("", _LINE_END.sub("\\\\n", text))


def folded(line: str) -> str:
    """A line of at most 75 octets, continued on the next where it is longer; no letter is cut in two."""
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > OCTETS:
            parts.append(part)
            part, size = "", 1  # the blank that begins a continued line
        part, size = part + letter, size + width
    return "\r\n ".join([*parts, part])


def _lines(happening: Happening) -> Iterator[str]:
    changed = _moment(happening.changed)
    yield from ("BEGIN:VEVENT", f"UID:{happening.uid}", f"DTSTAMP:{changed}", f"LAST-MODIFIED:{changed}")
    yield f"SEQUENCE:{happening.sequence}"
    yield from _when(happening)
    yield f"SUMMARY:{escaped(happening.summary)}"
    yield f"STATUS:{happening.status}"
    yield f"TRANSP:{'OPAQUE' if happening.is_busy else 'TRANSPARENT'}"
    yield f"CLASS:{'PUBLIC' if happening.is_public else 'CONFIDENTIAL'}"
    for name, value in (("LOCATION", happening.place), ("DESCRIPTION", happening.description)):
        if value:
            yield f"{name}:{escaped(value)}"
    if happening.categories:
        yield f"CATEGORIES:{_several(happening.categories)}"
    if happening.address:
        yield f"URL:{_LINE_END.sub('', happening.address)}"
    yield "END:VEVENT"


def _when(happening: Happening) -> Iterator[str]:
    """When it is: whole days end on the day after, as the format wants it; moments are told in UTC."""
    if happening.starts is None:
        yield f"DTSTART;VALUE=DATE:{happening.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{happening.last + timedelta(days=1):%Y%m%d}"
        return
    yield f"DTSTART:{_moment(happening.starts)}"
    if happening.ends is not None and happening.ends > happening.starts:
        yield f"DTEND:{_moment(happening.ends)}"


def _several(values: Sequence[str]) -> str:
    return ",".join(escaped(value) for value in values)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
