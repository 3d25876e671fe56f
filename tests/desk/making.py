"""Small records for tests, made by the same functions the desk uses."""

from datetime import UTC, datetime
from itertools import count

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.events.models import Claim
from sarez.desk.events.register import lay, rebuild
from sarez.desk.reports.models import Report, Source

_numbers = count(1)
NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


def user(role="analyst", clearance=2, name=None):
    return User.objects.create(username=name or f"{role}-{next(_numbers)}", role=role, clearance=clearance)


def viewer(clearance=4, as_of=None):
    return Viewer(clearance, as_of)


def source(name=None, **values):
    return Source.objects.create(name=name or f"Source {next(_numbers)}", **values)


def report(text=None, *, known_at=NOW, marking=0, published="2024-05-31", **values):
    number = next(_numbers)
    return Report.objects.create(
        source=values.pop("source", None) or source(),
        sha256=f"{number:064d}",
        title=values.pop("title", f"Report {number}"),
        text=text or f"Text {number}.",
        published=published,
        day=published if len(published) == 10 else None,
        received=known_at,
        known_at=known_at,
        marking=marking,
        **values,
    )


def event(**values):
    told = {
        "type": "ASSAULT", "actor": ["KGZ"], "recipient": ["TJK"], "date": "2024-05-30", "place": "Vorukh",
        "country": "TJK", "issues": ["border"], "status": "occurred", "killed": None, "injured": None,
    }  # fmt: skip
    return told | values


def claim(of=None, kind="event", values=None, *, entry=None, **more):
    """A claim of a report, laid to its entry as the desk lays it (or to the one given)."""
    of = of or report()
    made = Claim(
        kind=kind,
        report=of,
        values=values or event(),
        evidence=[[0, 4]],
        sentence=of.text,
        marking=of.marking,
        known_at=more.pop("known_at", of.known_at),
        ended_at=more.pop("ended_at", FOREVER),
        **more,
    )
    if entry is None:
        lay(made, made.known_at)
    else:
        made.entry = entry
    made.save()
    rebuild([made.entry_id])
    return made
