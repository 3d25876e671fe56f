"""A standard from YAML, or from what the desk keeps of one; and the other way. What is wrong is said with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sarez.desk.training.standards.tree import ASKS, KNOW, Lesson, Module, Objective, Standard
from sarez.errors import SarezError

MOST_CHARACTERS = 1_000_000
MOST_OBJECTIVES = 2_000
LONGEST = {"code": 60, "version": 40, "title": 300, "title_ru": 300, "issuer": 200, "text": 600, "text_ru": 600, "note": 4000}  # fmt: skip
HEAD = ("code", "version", "title", "title_ru", "issuer", "valid_from", "valid_until", "note", "modules")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
NUMBER = re.compile(r"[\w.\-]{1,20}")


class StandardError(SarezError):
    """A standard that cannot be used; the message says where it is wrong and what to do."""


def read_yaml(text: str) -> Standard:
    """The standard that a YAML text describes. StandardError says where it is wrong."""
    import yaml

    if len(text) > MOST_CHARACTERS:
        raise StandardError("The file is longer than a million characters: that is no standard.")
    try:
        told = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        why = getattr(error, "problem", None) or "it cannot be read"
        raise StandardError(f"{where}this is no YAML: {why}. Mend it, or begin from `--example`.") from error
    return of_data(told)


def of_data(told: Any) -> Standard:
    """The standard in plain data, its numbers made where none are given."""
    head = _mapping(told, "the file", HEAD)
    values = {name: _words(head, name, "the file", needed=name in ("code", "version", "title", "issuer")) for name in HEAD[:-1]}  # fmt: skip
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", values["code"]):
        raise StandardError(f"code: {values['code']!r} should be small letters, digits and hyphens: un-cptm.")
    for name in ("valid_from", "valid_until"):
        if values[name] and not DATE.fullmatch(values[name]):
            raise StandardError(f"{name}: write a date as 2017-05-01, 2017-05 or 2017.")
    if values["valid_from"] and values["valid_until"] and values["valid_until"] < values["valid_from"]:
        raise StandardError("valid_until lies before valid_from.")
    modules = tuple(
        _module(one, f"modules[{i}]", str(i)) for i, one in enumerate(_rows(head, "modules", "the file"), 1)
    )
    made = Standard(**values, modules=modules)
    _numbered_once(made)
    return made


def data_of(standard: Standard) -> dict[str, Any]:
    """The standard as plain data, what is empty left out: `of_data` gives it back."""
    told = {name: getattr(standard, name) for name in HEAD[:-1] if getattr(standard, name)}
    return told | {"modules": [_module_data(module) for module in standard.modules]}


def write_yaml(standard: Standard) -> str:
    """The standard as YAML that `read_yaml` reads."""
    import yaml

    return yaml.safe_dump(data_of(standard), allow_unicode=True, sort_keys=False, width=110)


def _module(told: Any, where: str, number: str) -> Module:
    row = _mapping(told, where, ("number", "title", "title_ru", "lessons"))
    number = _number(row, number, where)
    lessons = tuple(
        _lesson(one, f"{where}.lessons[{i}]", f"{number}.{i}")
        for i, one in enumerate(_rows(row, "lessons", where), 1)
    )
    return Module(number, _words(row, "title", where, needed=True), _words(row, "title_ru", where), lessons)


def _lesson(told: Any, where: str, number: str) -> Lesson:
    row = _mapping(told, where, ("number", "title", "title_ru", "minutes", "objectives"))
    number, minutes = _number(row, number, where), row.get("minutes")
    if minutes is not None and (type(minutes) is not int or not 0 < minutes <= 10_000):
        raise StandardError(f"{where}.minutes: {minutes!r} is no number of minutes.")
    objectives = tuple(
        _objective(one, f"{where}.objectives[{i}]", f"{number}.{i}")
        for i, one in enumerate(_rows(row, "objectives", where), 1)
    )
    title, title_ru = _words(row, "title", where, needed=True), _words(row, "title_ru", where)
    return Lesson(number, title, title_ru, minutes, objectives)


def _objective(told: Any, where: str, number: str) -> Objective:
    row = _mapping(
        {"text": told} if isinstance(told, str) else told, where, ("number", "text", "text_ru", "asks")
    )
    asks = row.get("asks", KNOW)
    if asks not in ASKS:
        raise StandardError(f"{where}.asks: {asks!r} is none of {', '.join(ASKS)}.")
    text, text_ru = _words(row, "text", where, needed=True), _words(row, "text_ru", where)
    return Objective(_number(row, number, where), text, text_ru, asks)


def _mapping(told: Any, where: str, names: Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(told, Mapping):
        raise StandardError(f"{where}: names with values are asked for ({', '.join(names)}).")
    if odd := [str(name) for name in told if name not in names]:
        raise StandardError(f"{where}: there is no {', '.join(odd)} here; known are {', '.join(names)}.")
    return told


def _rows(row: Mapping[str, Any], name: str, where: str) -> Sequence[Any]:
    rows = row.get(name)
    if not isinstance(rows, list) or not rows:
        raise StandardError(f"{where}: {name} should be a list with at least one entry.")
    return rows


def _words(row: Mapping[str, Any], name: str, where: str, *, needed: bool = False) -> str:
    value = row.get(name)
    if value is None or value == "":
        if needed:
            raise StandardError(f"{where}: {name} is missing.")
        return ""
    if isinstance(value, list | Mapping | bool):
        raise StandardError(f"{where}: {name} should be words.")
    told = "\n".join(" ".join(line.split()) for line in str(value).strip().splitlines())
    if len(told) > LONGEST.get(name, 40):
        raise StandardError(f"{where}: {name} is longer than {LONGEST.get(name, 40)} characters.")
    return told


def _number(row: Mapping[str, Any], made: str, where: str) -> str:
    number = str(row.get("number") or made)
    if not NUMBER.fullmatch(number):
        raise StandardError(f"{where}.number: {number!r} is no number such as 2.5.1.")
    return number


def _numbered_once(standard: Standard) -> None:
    seen: set[str] = set()
    numbers = [o.number for m in standard.modules for lesson in m.lessons for o in lesson.objectives]
    if len(numbers) > MOST_OBJECTIVES:
        raise StandardError(f"There are {len(numbers)} objectives, more than {MOST_OBJECTIVES}.")
    for number in numbers:
        if number in seen:
            raise StandardError(f"Two objectives have the number {number}: courses are mapped by it.")
        seen.add(number)


def _module_data(module: Module) -> dict[str, Any]:
    told = {"number": module.number, "title": module.title, "title_ru": module.title_ru}
    return _filled(told) | {"lessons": [_lesson_data(lesson) for lesson in module.lessons]}


def _lesson_data(lesson: Lesson) -> dict[str, Any]:
    told = {
        "number": lesson.number,
        "title": lesson.title,
        "title_ru": lesson.title_ru,
        "minutes": lesson.minutes,
    }
    rows = [
        _filled(
            {
                "number": o.number,
                "text": o.text,
                "text_ru": o.text_ru,
                "asks": o.asks if o.asks != KNOW else "",
            }
        )
        for o in lesson.objectives
    ]
    return _filled(told) | {"objectives": rows}


def _filled(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in ("", None)}
