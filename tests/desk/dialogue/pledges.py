"""Commitments for tests."""

from datetime import date

from sarez.desk.dialogue.commitments.cards import card
from sarez.desk.dialogue.commitments.findings import find
from sarez.desk.dialogue.commitments.following import follow
from sarez.desk.dialogue.keeping import begin
from sarez.desk.dialogue.models import Bearing
from sarez.desk.events.models import Version


def pledge(
    desk,
    text="reopen the crossing at Karamyk",
    *,
    due=None,
    modality="agreed",
    parties=("KGZ", "TJK"),
    **report,
):
    """A commitment told by a report of its own; the version that the head of desk sees."""
    told = {"parties": list(parties), "text": text, "due": due, "modality": modality}
    claim = desk.claim(desk.report(f"They agreed to {text}.", **report), "commitment", told)
    return seen(desk, claim.entry_id)


def seen(desk, number, clearance=4, as_of=None):
    return Version.objects.seen_by(desk.viewer(clearance, as_of)).get(entry=number)


def found(version, by, outcome="kept", on=date(2024, 5, 31), **more):
    return find(version, by, outcome, on, why="seen", **more)


def followed(version, by, **values):
    from sarez.desk.accounts.viewers import Viewer

    return follow(version, card(version, Viewer(by.clearance)).following, by, **values)


def bearing(
    desk, version, by, *, published="2024-05-31", text="The crossing at Karamyk has reopened.", **values
):
    told = {
        "score": 0.8,
        "reasons": ["the same parties"],
        "reads_like": "carried_out",
        "start": 0,
        "end": len(text),
    }
    report = desk.report(text, published=published, marking=values.pop("of", 0))
    row = Bearing(entry_id=version.entry_id, report=report, marking=report.marking, **told | values)
    return begin(row, by)
