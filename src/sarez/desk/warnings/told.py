"""A warning as exports, the API and webhooks tell it: plain values, codes and English."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings import evidence
from sarez.desk.warnings.clock.standing import Standing
from sarez.desk.warnings.levels import level_of, odds, title_of
from sarez.desk.warnings.models import Warning
from sarez.desk.warnings.models.recipients import SENT

FIELDS = {
    "id": "the warning's number, for good",
    "kind": "issued, update or cancel",
    "title": "its unit and issue, in English",
    "unit": "a state (KGZ), a pair (KGZ-TJK), a province (TJK:Sughd) or an issue (water)",
    "issue": "what it is about, or null",
    "level": "grey, green, yellow, orange or red (ISO 22324), with its word",
    "window": "first and last day that it is about",
    "probability": "number from 0 to 1, and its word",
    "rationale": "why, in one line",
    "alternatives": "what else may explain it",
    "would_change": "what would change the assessment",
    "opportunities": "what might help",
    "evidence": "paths of the entries and reports it rests on, as far as the caller may see them",
    "issued": "when and by whom",
    "expires": "until when it holds",
    "supersedes": "the warning whose place it takes, and why; or null",
    "chain": "the first of all that took each other's place",
    "is_exercise": "whether it is of a drill",
    "marking": "TLP 2.0",
}
"""What is told of a warning, field by field."""
CLOCK = {
    "state": "issued, acknowledged, decided, acted, closed; cancel or superseded",
    "superseded_by": "the warning that took its place, or null",
    "delivered": "how many sendings came, of how many",
    "turns": "what was done about it: kind, at, by, text, entry, outcome",
}
"""What is told of how it stands."""


def told(warning: Warning, viewer: Viewer, rests: list[evidence.Shown] | None = None) -> dict[str, Any]:
    """What a warning says, for someone who may see it; `rests` is what it rests on, if that was asked for before."""
    seen = evidence.shown(warning.evidence, viewer) if rests is None else rests
    with override("en"):
        level, word, title = level_of(warning.level), odds(warning.probability), title_of(warning)
    return {
        "id": warning.number,
        "kind": warning.kind,
        "title": title,
        "unit": warning.unit,
        "issue": warning.issue or None,
        "level": {"name": warning.level, "word": level.word.en},
        "window": {"first": warning.first.isoformat(), "last": warning.last.isoformat()},
        "probability": {"value": warning.probability, "word": word},
        "rationale": warning.rationale,
        "alternatives": warning.alternatives or None,
        "would_change": warning.would_change or None,
        "opportunities": warning.opportunities or None,
        "evidence": [one.path for one in seen],
        "issued": {"at": warning.known_from.isoformat(timespec="seconds"), "by": warning.by},
        "expires": warning.expires.isoformat(timespec="seconds"),
        "supersedes": {"id": warning.supersedes, "why": warning.why} if warning.supersedes else None,
        "chain": warning.chain,
        "is_exercise": warning.is_exercise,
        "marking": markings.name_of(warning.marking),
    }


def clock_told(standing: Standing) -> dict[str, Any]:
    """How a warning stands, as its viewer may see it."""
    return {
        "state": standing.state,
        "superseded_by": standing.later.number if standing.later else None,
        "delivered": {"came": sum(d.state == SENT for d in standing.deliveries), "of": len(standing.wanted)},
        "turns": [
            {
                "kind": turn.kind,
                "at": turn.known_from.isoformat(timespec="seconds"),
                "by": turn.by,
                "text": turn.text or None,
                "entry": turn.entry_id,
                "outcome": turn.outcome or None,
                "marking": markings.name_of(turn.marking),
            }
            for turn in standing.turns
        ],
    }
