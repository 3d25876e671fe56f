"""The desk's warning rules: those that ship with Sarez until someone keeps their own; every version is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import KeepingError, begin, change
from sarez.desk.warnings.models import RuleBook
from sarez.errors import Problem
from sarez.watch.rules import Rule, Rules, known_here, load_rules
from sarez.watch.rules.reading import PATH

LONGEST = 100_000
_KEY = re.compile(r"  (\S[^:]*):")


def book(viewer: Viewer) -> RuleBook:
    """The rules as they stand for a viewer; not on record (`pk` is None) where nobody has changed those that ship."""
    return RuleBook.objects.seen_by(viewer).first() or RuleBook(text=shipped(), marking=0)


def shipped() -> str:
    """The rules that come with Sarez."""
    return PATH.read_text("utf-8")


def read(text: str) -> tuple[Rules, list[Problem]]:
    """Rules out of YAML, and what is wrong with them, by line."""
    return load_rules(text, known=known_here(_indicators()))


def line_of(problem: Problem) -> int:
    """The line that a problem is in; 0 for the whole."""
    met = re.fullmatch(r"line (\d+)", problem.place)
    return int(met[1]) if met else 0


@transaction.atomic
def keep(text: str, why: str, by: User, stood: int | None) -> RuleBook:
    """Let these rules stand from now on. `stood` is the row that they were changed from, None for those that ship.

    KeepingError where something is wrong with them, or another has changed them since.
    """
    if not by.may("rules"):
        raise KeepingError(_("Your role does not let you keep the rules."))
    told = text.replace("\r\n", "\n").rstrip() + "\n"
    if len(told) > LONGEST:
        raise KeepingError(_("This is too long for rules that a person reads."))
    if problems := read(told)[1]:
        raise KeepingError(_("Mend what is wrong first: %(n)s.") % {"n": len(problems)})
    now = book(Viewer(by.clearance))
    if now.pk != stood:
        raise KeepingError(
            _("Someone has changed this since you opened it. Open it again, then make your change.")
        )
    if now.pk is None:
        return begin(RuleBook(text=told, why=why[:200], marking=0), by)
    if now.text == told:
        return now
    return change(now, by, text=told, why=why[:200])


def versions(viewer: Viewer) -> list[RuleBook]:
    """Every version that was kept by the moment asked about, the latest first."""
    return list(RuleBook.objects.written_before(viewer).order_by("-known_from", "-id"))


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that changed, with three of those around: each with `+`, `-`, `@` (where) or nothing before it."""
    from difflib import unified_diff

    told = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3))[2:]
    return [(line[:1].strip(), line[1:] if line[:1] in "+- " else line) for line in told]


def switched(text: str, name: str) -> str:
    """The text with a rule switched off, or on again; nothing else in it changes."""
    rules, _problems = read(text)
    rule = _rule(rules, name)
    first, last = block(text, name)
    lines = text.splitlines()
    own = [line for line in lines[first:last] if not re.match(r"    active\s*:", line)]
    if rule.is_active:
        while own and not own[-1].strip():
            own.pop()
        own.append("    active: false")
    return _checked("\n".join([*lines[:first], *own, *lines[last:]]) + "\n", text, name)


def with_rule(text: str, name: str, told: dict[str, Any], new_name: str = "") -> str:
    """The text with one rule written anew from its fields; what stands around it stays as it is."""
    import yaml

    written = yaml.safe_dump({new_name or name: told}, allow_unicode=True, sort_keys=False, width=110)
    own = [f"  {line}" for line in written.splitlines()]
    lines = text.splitlines()
    if name:
        first, last = block(text, name)
    else:
        first = last = len(lines)
        own = ["", *own]
    return "\n".join([*lines[:first], *own, *lines[last:]]) + "\n"


def block(text: str, name: str) -> tuple[int, int]:
    """Where the lines of a rule begin and end: from its name to its last field."""
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines) if (met := _KEY.match(line)) and met[1].strip("'\"") == name]
    if not starts:
        raise KeepingError(_("There is no rule “%(name)s”.") % {"name": name})
    first = last = starts[0]
    for n in range(first + 1, len(lines)):
        line = lines[n]
        if line.strip() and not line.startswith("   "):
            break
        if line.strip():
            last = n
    return first, last + 1


def _checked(made: str, text: str, name: str) -> str:
    """A text in which one rule was switched, if that is all that changed."""
    before, after = read(text)[0], read(made)[0]
    wanted = [replace(r, line=0, is_active=r.is_active ^ (r.name == name)) for r in before.rules]
    if [replace(r, line=0) for r in after.rules] != wanted:
        raise KeepingError(_("This rule is written in a way that only you can change: edit the YAML."))
    return made


def _rule(rules: Rules, name: str) -> Rule:
    for rule in rules.rules:
        if rule.name == name:
            return rule
    raise KeepingError(_("There is no rule “%(name)s”.") % {"name": name})


def _indicators() -> frozenset[str] | None:
    """The indicators that rules may name."""
    from sarez.desk.warnings.proposing import indicators

    return indicators()
