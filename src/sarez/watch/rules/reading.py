"""Rules out of a YAML file, and what is wrong with them, by line."""

from __future__ import annotations

from pathlib import Path

from sarez.errors import Problem
from sarez.vocabulary.measures import Words
from sarez.watch.rules.fields import MOST, Fields, is_slug
from sarez.watch.rules.known import Known
from sarez.watch.rules.levels import load_levels
from sarez.watch.rules.lines import Located, locate
from sarez.watch.rules.rule import DIRECTIONS, GROUPS, INCIDENTS, SIGNS, SUMS, Rule, Rules, Sign
from sarez.watch.units import STEPS, unit_of

PATH = Path(__file__).parent / "rules.yaml"
START = "Start from a copy of the rules that ship with Sarez."
BUDGET = 4
TOP = ("budget", "reserve", "rules")
OF_RULE = (
    "says", "units", "when", "level", "raised", "issue", "window", "cool_down", "min_reports", "active",
)  # fmt: skip
OF_SIGN = {
    "indicator": ("indicator", "step", "over", "by", "at_least", "at_most"),
    "forecast": ("forecast", "weeks", "at_least", "times_base"),
    "change": ("change", "step", "direction", "within", "at_least"),
    "silence": ("silence", "usually"),
}


def load_rules(
    source: Path | str | None = None, *, known: Known | None = None
) -> tuple[Rules, list[Problem]]:
    """Rules from a file (a Path), from YAML itself (a str) or those that ship (None), and what is wrong with them.

    A rule with a mistake is left out; the others stand. What rules name is checked against `known`. A file that cannot
    be read is a problem too.
    """
    path = PATH if source is None else source
    name = "rules" if isinstance(path, str) else path.name
    try:
        text = path if isinstance(path, str) else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return Rules((), BUDGET), [Problem(name, "", f"It cannot be read: {error}.", "Restore it, as UTF-8.")]
    return _read(name, locate(text), known or Known())


def _read(name: str, found: Located, known: Known) -> tuple[Rules, list[Problem]]:
    if found.broken:
        line, reason = found.broken
        remedy = "Check the indentation, colons and quotes there."
        return Rules((), BUDGET), [Problem(name, f"line {line}", f"This is no YAML: {reason}.", remedy)]
    top = Fields(name, found, (), found.value if isinstance(found.value, dict) else {})
    if not isinstance(found.value, dict):
        top.blame((), "There are no rules here.", START)
        return Rules((), BUDGET), top.problems
    for place in found.doubled:
        top.blame(place, f"{place[-1]!r} stands here twice.", "Keep one of the two.")
    top.only(TOP)
    budget = int(top.number("budget", 0, 1000, default=BUDGET, whole=True))
    reserve = int(top.number("reserve", 0, budget, default=0, whole=True))
    told = found.value.get("rules")
    if not isinstance(told, dict):
        top.blame(("rules",), "The rules are missing.", START)
        told = {}
    rules = [read_rule(top.under("rules", str(rule)), known) for rule in told]
    return Rules(tuple(rule for rule in rules if rule), budget, reserve), top.problems


def read_rule(row: Fields, known: Known) -> Rule | None:
    """One rule; None where something is wrong with it, which is then among the problems of `row`."""
    before = len(row.problems)
    row.only(OF_RULE)
    if not is_slug(str(row.place[-1])):
        row.blame((), f"{row.place[-1]!r} cannot stand in an address.", "Use a-z, 0-9, single hyphens.")
    sign = read_sign(row.under("when"), known)
    level = row.one_of("level", tuple(load_levels()))
    rule = Rule(
        name=str(row.place[-1]),
        says=_words(row),
        units=_units(row, known),
        sign=sign,
        level=level,
        window=row.days("window"),
        cool_down=row.days("cool_down"),
        issue=_issue(row, known),
        raised=_raised(row, level, sign),
        min_reports=row.number("min_reports", 0, MOST, default=1),
        is_active=row.truth("active", default=True),
        line=row.line(),
    )
    return rule if len(row.problems) == before else None


def read_sign(row: Fields, known: Known) -> Sign:
    """The sign under `when`: which of SIGNS is told there says what else may be."""
    kinds = [kind for kind in SIGNS if kind in row.value]
    if len(kinds) != 1:
        row.blame((), "A rule has one sign.", f"Write one of {', '.join(SIGNS)} under `when`.")
        return Sign("")
    kind = kinds[0]
    row.only(OF_SIGN[kind])
    if kind == "forecast":
        return Sign(
            kind,
            row.one_of("forecast", INCIDENTS),
            over=int(row.number("weeks", 1, 8, default=4, whole=True)),
            at_least=row.number("at_least", 0, 1),
            times_base=row.number("times_base", 0, MOST) if "times_base" in row.value else None,
        )
    if kind == "silence":
        least = row.number("usually", 0, MOST, default=1)
        return Sign(kind, over=row.days("silence"), step="day", at_least=least)
    of = row.name(kind, known.indicators)
    step = row.one_of("step", STEPS, default="week")
    if kind == "change":
        direction = row.one_of("direction", DIRECTIONS, default="up")
        over = row.days("within", default=7)
        least = row.number("at_least", 1, MOST, default=1)
        return Sign(kind, of, step, over, at_least=least, direction=direction)
    bounds = [bound for bound in ("at_least", "at_most") if bound in row.value]
    if len(bounds) != 1:
        row.blame((), "An indicator is compared in one way.", "Write a number after `at_least` or `at_most`.")
        return Sign(kind)
    number = row.number(bounds[0], -MOST, MOST)
    over = int(row.number("over", 1, 520, default=1, whole=True))
    by = row.one_of("by", SUMS, default="sum")
    return Sign(kind, of, step, over, by, **{bounds[0]: number})  # type: ignore[arg-type]


def _words(row: Fields) -> Words:
    told = row.value.get("says")
    if isinstance(told, dict):
        under = row.under("says")
        under.only(("en", "ru"))
        return Words(under.text("en"), under.text("ru") if "ru" in told else "")
    return Words(row.text("says"))


def _units(row: Fields, known: Known) -> tuple[str, ...]:
    told = row.words("units")
    remedy = (
        f"Write {', '.join(GROUPS)}, or a country (KGZ), a pair (KGZ-TJK), a province (TJK:Sughd), an issue."
    )
    found = []
    for n, one in enumerate(told):
        if doubt := known.doubts(one):
            place: tuple[str | int, ...] = (
                ("units", n) if isinstance(row.value["units"], list) else ("units",)
            )
            row.blame(place, doubt, remedy)
        else:
            found.append(one if one in GROUPS else unit_of(one).name)
    return tuple(found)


def _issue(row: Fields, known: Known) -> str:
    return row.name("issue", known.issues) if "issue" in row.value else ""


def _raised(row: Fields, level: str, sign: Sign) -> tuple[tuple[str, float], ...]:
    """The higher levels with the values from which on they hold, in the order of the levels."""
    if "raised" not in row.value:
        return ()
    levels = load_levels()
    under = row.under("raised")
    under.only(tuple(levels))
    found = {name: under.number(name, -MOST, MOST) for name in levels if name in under.value}
    falls = sign.at_most is not None
    last, floor = sign.threshold, levels[level].order if level in levels else 0
    for name, value in found.items():
        if levels[name].order <= floor or (value >= last if falls else value <= last):
            way = "lower" if falls else "higher"
            under.blame(
                (name,), "This does not rise.", f"Give each higher level a {way} value than the one before."
            )
        last, floor = value, levels[name].order
    return tuple(found.items())
