"""Rules into the YAML they are read from."""

from __future__ import annotations

from typing import Any

from sarez.vocabulary.measures import Words
from sarez.watch.rules.rule import Rule, Rules, Sign


def to_yaml(rules: Rules) -> str:
    """The rules as a file; what it says is read back as the same rules."""
    import yaml

    head: dict[str, Any] = {"budget": rules.budget}
    if rules.reserve:
        head["reserve"] = rules.reserve
    whole = head | {"rules": {rule.name: _rule(rule) for rule in rules.rules}}
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=110)


def _rule(rule: Rule) -> dict[str, Any]:
    told: dict[str, Any] = {
        "says": _words(rule.says),
        "units": rule.units[0] if len(rule.units) == 1 else list(rule.units),
        "when": _sign(rule.sign),
        "level": rule.level,
    }
    if rule.raised:
        told["raised"] = {name: _number(value) for name, value in rule.raised}
    if rule.issue:
        told["issue"] = rule.issue
    told |= {"window": f"{rule.window} days", "cool_down": f"{rule.cool_down} days"}
    if rule.min_reports != 1:
        told["min_reports"] = _number(rule.min_reports)
    if not rule.is_active:
        told["active"] = False
    return told


def _sign(sign: Sign) -> dict[str, Any]:
    if sign.kind == "silence":
        return {"silence": f"{sign.over} days", "usually": _number(sign.at_least or 0)}
    if sign.kind == "forecast":
        told: dict[str, Any] = {"forecast": sign.of, "weeks": sign.over, "at_least": _number(sign.threshold)}
        return told | ({} if sign.times_base is None else {"times_base": _number(sign.times_base)})
    told = {sign.kind: sign.of, "step": sign.step}
    if sign.kind == "change":
        told |= {"direction": sign.direction, "within": f"{sign.over} days"}
        return told | {"at_least": _number(sign.threshold)}
    bound = "at_least" if sign.at_most is None else "at_most"
    return told | {"over": sign.over, "by": sign.by, bound: _number(sign.threshold)}


def _words(words: Words) -> str | dict[str, str]:
    return {"en": words.en, "ru": words.ru} if words.ru else words.en


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value
