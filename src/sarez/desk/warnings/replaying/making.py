"""A replay made: what was learned, what moved and what the rules would have proposed, step by step, as plain values."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from django.db import connections

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import last_change
from sarez.desk.events.wording import language
from sarez.desk.warnings.outlook import asking
from sarez.desk.warnings.replaying.asked import SHIPPED, Asked
from sarez.desk.warnings.rules.book import book, read, shipped
from sarez.desk.warnings.watched import shelf
from sarez.desk.warnings.watched.renewing import renew
from sarez.desk.warnings.watched.shelf import COVERAGE, EVENTS, Kept
from sarez.region.region import load_region

if TYPE_CHECKING:
    from sarez.watch.replay import Moment, Outcome

MOST_KEPT = 40
_log = logging.getLogger(__name__)
_making: dict[Path, Thread] = {}
_guard = Lock()


def replayed(asked: Asked, viewer: Viewer) -> dict[str, Any] | None:
    """What a replay showed a viewer; None while it is being made. Kept until the record or the markings change."""
    kept = shelf.kept() if asking.BESIDE else renew()
    if kept is None:
        return None
    text = shipped() if asked.rules == SHIPPED else book(Viewer(viewer.clearance)).text
    tongue = language()
    path = (
        _folder() / f"{asked.key(viewer.clearance, last_change(viewer), kept.generation, text, tongue)}.json"
    )
    if not path.exists() and asking.BESIDE:
        _begun(path, kept, asked, viewer.clearance, text, tongue).join(asking.PATIENCE)
    elif not path.exists():
        _make(path, kept, asked, viewer.clearance, text, tongue)
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def made(kept: Kept, asked: Asked, clearance: int, text: str, tongue: str) -> dict[str, Any]:
    """The replay itself, by rules as YAML, in the words of a language: seconds for a day by day quarter of a year."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from sarez.watch.replay import forecaster, happened, outcome, replay

    events, coverage = (
        pa.concat_tables(pq.read_table(path) for path in kept.paths(name)) for name in (EVENTS, COVERAGE)
    )
    rules, _problems = read(text)
    moments = list(
        replay(
            events, asked.unit, asked.first, asked.last,
            rules=rules, step=asked.step, clearance=clearance, coverage=coverage,
            forecaster=forecaster(load_region().watched, clearance=clearance), language=tongue,
        )
    )  # fmt: skip
    incidents = happened(events, asked.unit, asked.last, clearance=clearance)
    end = outcome(moments, incidents, asked.first, asked.last)
    return {"steps": [_step(one) for one in moments if one.is_eventful], "looked": len(moments)} | _ended(end)


def _step(moment: Moment) -> dict[str, Any]:
    likely = {(one.of, one.weeks): one for one in moment.chances}
    chance = likely.get(("any", 4))
    return {
        "day": moment.day.isoformat(),
        "learned": [
            {"entry": int(one.id.rpartition("/")[2]), "first": one.first.isoformat(), "is_new": one.is_new}
            for one in moment.learned
        ],
        "alarms": [
            {"indicator": one.indicator, "direction": one.direction, "since": one.since.isoformat()}
            for one in moment.alarms
        ],
        "proposals": [
            {
                "rule": one.rule, "level": one.level, "first": one.first.isoformat(), "last": one.last.isoformat(),
                "rationale": one.rationale, "id": f"{one.rule}/{one.unit.name}/{one.day}",
            }
            for one in moment.proposals.out
        ],
        "chance": None if chance is None else [chance.value, chance.low, chance.high, chance.base],
    }  # fmt: skip


def _ended(end: Outcome) -> dict[str, Any]:
    scores = end.scores
    return {
        "verdicts": [
            {
                "id": one.warning.id, "level": one.warning.level, "outcome": one.outcome,
                "day": (one.warning.issued_at).date().isoformat(),
                "first": one.warning.first.isoformat(), "last": one.warning.last.isoformat(),
                "incident": _entry(one.incident.id) if one.incident else None, "lead": _days(one.lead),
            }
            for one in end.ledger.verdicts
        ],
        "episodes": [
            {
                "entry": _entry(one.first.id), "day": one.first.day.isoformat(), "n": len(one.incidents),
                "is_miss": one.is_miss, "lead": _days(one.lead), "known_at": one.first.known_at.date().isoformat(),
            }
            for one in end.ledger.episodes
        ],
        "scores": {
            "issued": scores.issued, "hits": scores.hits, "false": scores.false, "open": scores.open,
            "misses": scores.misses, "episodes": scores.episodes, "lead": _days(scores.lead), "held": end.held,
            "is_few": scores.is_few,
        },
    }  # fmt: skip


def _entry(name: str) -> int:
    return int(name.rpartition("/")[2])


def _days(lead: timedelta | None) -> float | None:
    return None if lead is None else round(lead.total_seconds() / 86400, 1)


def _folder() -> Path:
    return shelf.folder() / "replays"


def _begun(path: Path, kept: Kept, asked: Asked, clearance: int, text: str, tongue: str) -> Thread:
    with _guard:
        worker = _making.get(path)
        if worker is None or not worker.is_alive():
            worker = _making[path] = Thread(
                target=_beside, args=(path, kept, asked, clearance, text, tongue), daemon=True
            )
            worker.start()
    return worker


def _beside(path: Path, kept: Kept, asked: Asked, clearance: int, text: str, tongue: str) -> None:
    try:
        _make(path, kept, asked, clearance, text, tongue)
    except Exception:
        _log.exception("The replay could not be made.")
    finally:
        connections.close_all()


def _make(path: Path, kept: Kept, asked: Asked, clearance: int, text: str, tongue: str) -> None:
    told = made(kept, asked, clearance, text, tongue)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_suffix(f".{secrets.token_hex(4)}")
    beside.write_text(json.dumps(told), "utf-8")
    beside.replace(path)
    _sweep(path.parent.glob("*.json"))


def _sweep(every: Iterable[Path]) -> None:
    for old in sorted(every, key=lambda p: p.stat().st_mtime, reverse=True)[MOST_KEPT:]:
        old.unlink(missing_ok=True)


def day_of(text: str) -> date:
    """A day as JSON holds it."""
    return datetime.fromisoformat(text).date()
