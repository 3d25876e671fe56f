"""The page of a replay: the form, then each step on which something was learned, alarmed or proposed, and how it ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from sarez.desk.accounts.access import needs
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.relations import watched_pairs
from sarez.desk.events.models import Version
from sarez.desk.warnings.glance import naming
from sarez.desk.warnings.outlook import headlines
from sarez.desk.warnings.replaying.asked import asked
from sarez.desk.warnings.replaying.making import day_of, replayed
from sarez.region.region import load_region
from sarez.watch.rules import level
from sarez.watch.units import Unit

EXAMPLE = "KGZ-TJK"


@needs("read")
def replay(request: HttpRequest) -> HttpResponse:
    """A past stretch of a unit, with only what was known on each of its days."""
    until = (request.viewer.as_of or timezone.now()).date()
    wanted, problem = asked(request.GET, until)
    context: dict[str, Any] = {
        "tab": "replay",
        "asked": wanted,
        "problem": problem,
        "units": _units(),
        "given": request.GET,
    }
    units = _units()
    context["example"] = next((one for one in units if one[0] == EXAMPLE), units[0])
    if wanted is not None:
        told = replayed(wanted, request.viewer)
        context["is_being_made"] = told is None
        if told is not None:
            context |= _shown(told, request.viewer)
    return render(request, "watch/replay.html", context)


def _units() -> list[tuple[str, str]]:
    """What may be asked for from the list: pairs, then countries."""
    states = sorted(load_region().watched)
    every = [Unit("pair", "-".join(pair)) for pair in watched_pairs()] + [Unit("country", s) for s in states]
    return [(unit.name, naming.title(unit)) for unit in every]


def _shown(told: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    """What a replay tells, with the entries of the record as they stand for the viewer: one of which nothing stands is
    told by its day alone."""
    numbers = {one["entry"] for step in told["steps"] for one in step["learned"]}
    numbers |= {one["entry"] for one in told["episodes"]} | {
        v["incident"] for v in told["verdicts"] if v["incident"]
    }
    full = {v.entry_id: v for v in Version.objects.seen_by(viewer).filter(entry__in=numbers)}
    outcomes = {one["id"]: one for one in told["verdicts"]}
    language = get_language() or "en"
    known = headlines.indicators()
    steps = []
    for step in told["steps"]:
        steps.append(
            {
                "day": day_of(step["day"]),
                "learned": [
                    {"version": full.get(one["entry"]), "first": _day(one["first"]), "is_new": one["is_new"]}
                    for one in step["learned"]
                ],
                "alarms": [
                    {
                        "label": known[one["indicator"]].label(language)
                        if one["indicator"] in known
                        else one["indicator"],
                        "is_up": one["direction"] == "up",
                        "since": _day(one["since"]),
                    }
                    for one in step["alarms"]
                ],
                "proposals": [
                    one
                    | {
                        "level": level(one["level"]).told(language[:2]),
                        "first": _day(one["first"]),
                        "last": _day(one["last"]),
                        "outcome": outcomes.get(one["id"], {}).get("outcome", ""),
                        "lead": outcomes.get(one["id"], {}).get("lead"),
                    }
                    for one in step["proposals"]
                ],
                "chance": [round(100 * n) for n in step["chance"] if n is not None]
                if step["chance"]
                else None,
            }
        )
    episodes = [
        one | {"day": _day(one["day"]), "known_at": _day(one["known_at"]), "version": full.get(one["entry"])}
        for one in told["episodes"]
    ]
    return {"steps": steps, "looked": told["looked"], "episodes": episodes, "scores": told["scores"]}


def _day(text: str) -> date:
    return date.fromisoformat(text)
