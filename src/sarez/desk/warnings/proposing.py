"""The rules run: what they propose is put on record as proposals, marked as what it was made of. Nothing goes out by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from sarez.desk.accounts import markings
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.dialogue.keeping import KeepingError, begin
from sarez.desk.events.models import Version
from sarez.desk.events.wording import language
from sarez.desk.warnings import evidence, seeing
from sarez.desk.warnings.models import Proposal, RuleRun, Warning
from sarez.desk.warnings.models.warnings import ISSUED
from sarez.desk.warnings.watched.shelf import Kept
from sarez.vocabulary.measures import LANGUAGES
from sarez.watch.rules import Past, Rules, propose
from sarez.watch.rules import Proposal as Proposed
from sarez.watch.units import UnitError, unit_of

RULES = "rules"
"""Who the log says it was where the rules propose."""
OTHERS = tuple(code for code in LANGUAGES if code != "en")
"""The languages other than English in which a proposal is worded too."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run came to at one clearance: how many were proposed and how many held back."""

    clearance: int
    proposed: int
    held: int


def run(day: date, now: datetime, *, by: User | None = None, most: int = markings.RED) -> list[Done]:
    """Run the rules once for a day, for each marking that the record has, the lowest first.

    What those cleared lower are told is not said again above: so no proposal is missing below because of what is
    known above, and each is marked no higher than what it was made of.
    """
    kept = seeing.tables()
    rules = _rules()
    done = [_at(kept, rules, level, day, now) for level in levels(most)] if kept is not None else []
    log(by or RULES, "ran rules", "", as_of=day.isoformat(), count=sum(one.proposed for one in done))
    return done


def is_due(now: datetime) -> bool:
    """Whether the rules are to run: once a day, and when the record has changed since."""
    last = RuleRun.objects.order_by("-id").first()
    if last is None or last.day < now.date():
        return True
    kept = seeing.tables()
    return kept is not None and seeing.name_of(kept) != last.seen


def levels(most: int = markings.RED) -> list[int]:
    """The markings at which the record looks different, the lowest first."""
    every = [number for number, _name in markings.choices() if number <= most]
    standing = Version.objects.filter(known_to=FOREVER)
    found = [n for n in every if standing.filter(low=n).exists()]
    return found or every[:1]


def indicators() -> frozenset[str]:
    """The names of the indicators that rules may use."""
    from sarez.watch.panel import load_indicators

    return frozenset(load_indicators())


def indicator_called(name: str) -> str:
    """What an indicator is called in the language of the page."""
    from sarez.watch.panel import load_indicators

    known = load_indicators().get(name)
    return known.label(language()) if known else name.replace("_", " ")


def past(clearance: int) -> list[Past]:
    """The warnings that are out, and the proposals that were made, as far as someone so cleared may see them."""
    viewer = Viewer(clearance)
    told: Iterable[Any] = Proposal.objects.seen_by(viewer).exclude(rule="").order_by()
    found = [_past(one, one.day, one.rule) for one in told if one.day]
    by_hand = Warning.objects.seen_by(viewer).filter(kind=ISSUED, is_exercise=False).order_by()
    of_rule = Proposal.objects.seen_by(viewer).exclude(rule="").filter(number=OuterRef("proposal")).order_by()
    found += [_past(one, one.known_from.date(), "") for one in by_hand.filter(~Exists(of_rule))]
    return [one for one in found if one is not None]


def _past(told: Any, day: date, rule: str) -> Past | None:
    try:
        return Past(unit_of(told.unit), told.issue, told.level, day, rule)
    except UnitError:
        return None


def _rules() -> Rules:
    from sarez.desk.warnings.rules.book import book, read

    return read(book(Viewer(markings.RED)).text)[0]


def _at(kept: Kept, rules: Rules, clearance: int, day: date, now: datetime) -> Done:
    """Run the rules by what those of one clearance know."""
    seen = seeing.seen(kept, rules, clearance, day)
    known = past(clearance)
    came = propose(rules, seen, known, day)
    others = {code: propose(rules, seen, known, day, language=code).out for code in OTHERS}
    made = []
    for n, told in enumerate(came.out):
        words = {code: _texts(said[n]) for code, said in others.items()}
        if (row := _put(kept, rules, told, clearance, now, words)) is not None:
            made.append(row)
    RuleRun.objects.create(
        at=now,
        day=day,
        clearance=clearance,
        seen=seeing.name_of(kept),
        proposed=len(made),
        held=len(came.held),
    )
    return Done(clearance, len(made), len(came.held))


def _texts(told: Proposed) -> dict[str, str]:
    """What a rule says in words, by the field that keeps it."""
    helps = (" ".join(filter(None, (one.says, one.reference))) for one in told.opportunities)
    return {
        "rationale": told.rationale[:400],
        "would_change": "\n".join(told.would_change),
        "opportunities": "\n".join(helps),
    }


def _put(
    kept: Kept, rules: Rules, told: Proposed, clearance: int, now: datetime, words: dict[str, dict[str, str]]
) -> Proposal | None:
    """Put what a rule proposes on record; None where it was proposed on that day already."""
    rule = next(one for one in rules.rules if one.name == told.rule)
    acts = told.evidence or seeing.behind(kept, rule, told, clearance)
    rests = _evidence(act.reference for act in acts)
    row = Proposal(
        unit=told.unit.name,
        issue=told.issue,
        level=told.level,
        first=told.first,
        last=told.last,
        probability=told.chance.value if told.chance else None,
        evidence=rests,
        words=words,
        **_texts(told),
        expires=datetime.combine(told.last, time(23, 59), tzinfo=UTC),
        marking=max(clearance, evidence.floor(rests)),
        rule=told.rule,
        day=told.day,
        value=told.value,
        strength=told.strength,
    )
    try:
        with transaction.atomic():
            return begin(row, User(username=RULES, clearance=markings.RED), at=now)
    except (IntegrityError, KeepingError):
        return None


def _evidence(references: Iterable[str]) -> list[dict[str, Any]]:
    """The parts of the record that references name; what names none is left out."""
    found: list[dict[str, Any]] = []
    for one in references:
        try:
            found += [piece for piece in evidence.read(one) if piece not in found]
        except evidence.EvidenceError:
            continue
    return found[: evidence.MOST]
