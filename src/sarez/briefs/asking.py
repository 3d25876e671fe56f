"""What a brief is asked with: about whom, with whom, since when, up to which marking, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sarez.briefs.brief import ACTOR, PERSON
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.dossier import actor_called
from sarez.desk.actors.people import people
from sarez.desk.events.listing import party_code
from sarez.errors import SarezError
from sarez.region.region import load_region

YEARS = 2
"""How far back a brief goes unless told otherwise."""
MOST_NAMED = 8


class BriefError(SarezError):
    """A brief that cannot be made; the message says why. `field` is the parameter it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class NotOnRecord(BriefError):
    """Nothing that may be let in names whom the brief is to be about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a brief is asked with. `marking` is the highest that is let in (None: all one may see).

    `with_` is the code of a counterpart; of a pair, of the second party.
    """

    kind: str
    code: str
    with_: str = ""
    since: date | None = None
    marking: int | None = None
    language: str = "en"

    @property
    def name(self) -> str:
        """By what the log calls it."""
        return " ".join(filter(None, ("brief", self.kind, self.code, self.with_)))

    def first_day(self, on: date) -> date:
        """The first day it looks at: the one asked for, else two years before `on`."""
        if self.since is not None:
            return self.since
        day = on.replace(day=28) if (on.month, on.day) == (2, 29) else on
        return day.replace(year=max(1, day.year - YEARS))

    def address(self, *, as_word: bool = False, as_of: str = "") -> str:
        """Its page, or its Word file."""
        told = {
            "with": self.with_,
            "since": self.since.isoformat() if self.since else "",
            "marking": "" if self.marking is None else str(self.marking),
            "language": self.language if as_word else "",
            "as_of": as_of,
        }
        query = urlencode({key: value for key, value in told.items() if value})
        path = reverse("brief-word" if as_word else "brief", args=(self.kind, self.code))
        return f"{path}?{query}" if query else path


def subject_called(viewer: Viewer, text: str) -> tuple[str, str]:
    """The kind and code of whom a text means: a party's code or name, a person's name or the number of their entry.

    Raises NotOnRecord for one that is nobody, BriefError for a name of several.
    """
    text = " ".join(text.replace("\x00", "").split())[:120]
    if text.isdigit():
        return PERSON, text
    code = party_code(text) if text else ""
    if code and (load_region().actors.is_known(code) or actor_called(viewer, code) is not None):
        return ACTOR, code
    found = list(people(viewer, text)[:MOST_NAMED]) if text else []
    exact = [v for v in found if v.title.casefold() == text.casefold()]
    found = exact or found
    if len(found) == 1:
        return PERSON, str(found[0].entry_id)
    if found:
        named = "; ".join(f"{v.title} ({v.entry_id})" for v in found)
        raise BriefError(
            _("Several are called so: %(named)s. Give the number.") % {"named": named}, "subject"
        )
    raise NotOnRecord(_("Nobody on record is called “%(name)s”.") % {"name": text}, "subject")


def counterpart_called(viewer: Viewer, text: str) -> str:
    """The code of a counterpart by its code or name. Raises BriefError for one that nothing one may see names."""
    code = party_code(" ".join(text.replace("\x00", "").split())[:120])
    if code and (load_region().actors.is_known(code) or actor_called(viewer, code) is not None):
        return code
    raise BriefError(_("No party on record is called “%(name)s”.") % {"name": text[:120]}, "with_")
