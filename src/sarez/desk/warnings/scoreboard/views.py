"""The page of the scoreboard."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sarez.desk.accounts.access import needs
from sarez.desk.events.models import Version
from sarez.desk.warnings.glance import naming
from sarez.desk.warnings.questions import scoring
from sarez.desk.warnings.scoreboard.judged import board
from sarez.watch.rules import level, load_rules

MOST = 200


@needs("read")
def scoreboard(request: HttpRequest) -> HttpResponse:
    """Every warning ever issued: hit, false or open; what nobody warned of; people and rules side by side."""
    viewer = request.viewer
    day = (viewer.as_of or timezone.now()).date()
    made = board(viewer, day, load_rules()[0].budget)
    entries = {_entry(e.first.id) for e in made.ledger.episodes} | {
        _entry(v.incident.id) for v in made.ledger.verdicts if v.incident
    }
    versions = {v.entry_id: v for v in Version.objects.seen_by(viewer).filter(entry__in=entries)}
    language = request.LANGUAGE_CODE[:2]
    verdicts = [
        {
            "number": one.warning.id,
            "unit": naming.title(one.warning.unit),
            "level": level(one.warning.level).told(language),
            "issued": one.warning.issued_at,
            "first": one.warning.first,
            "last": one.warnings[-1].last,
            "source": one.warning.source,
            "probability": None if one.warning.probability is None else round(100 * one.warning.probability),
            "outcome": one.outcome,
            "lead": None if one.lead is None else round(one.lead.total_seconds() / 86400, 1),
            "incident": versions.get(_entry(one.incident.id)) if one.incident else None,
        }
        for one in reversed(made.ledger.verdicts)
    ]
    missed = [
        {"unit": naming.title(one.first.unit), "day": one.first.day, "n": len(one.incidents), "version": versions.get(_entry(one.first.id))}
        for one in reversed(made.ledger.misses)
    ]  # fmt: skip
    context: dict[str, Any] = {
        "tab": "scoreboard",
        "day": day,
        "board": made,
        "figures": [("every", made.every), *made.by_source.items(), ("budget", made.within_budget)],
        "verdicts": verdicts[:MOST],
        "missed": missed[:MOST],
        "brier": scoring.scores(viewer, day),
    }
    return render(request, "watch/scoreboard.html", context)


def _entry(name: str) -> int:
    return int(name.rpartition("/")[2])
