"""The files that tell of offices and their holders, and how each fills `Offices`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sarez.region.datafiles import blame, read_csv, read_yaml, split
from sarez.region.offices import Holding, Office, Offices, Role

HOLDER_COLUMNS = ("office", "person", "variants", "from", "to", "note")
_DATE = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?\Z")


def fill(offices: Offices, folders: Iterable[Path]) -> None:
    """Add what the folders' files tell of roles, offices and holders."""
    for folder in folders:
        _add_roles_and_offices(offices, folder / "offices.yaml")
        path = folder / "holders.csv"
        for line, row in read_csv(path, HOLDER_COLUMNS):
            _add_holder(offices, path, line, row)


def _add_roles_and_offices(offices: Offices, path: Path) -> None:
    data = read_yaml(path)
    strange = [k for k in data if k not in ("roles", "offices")]
    if strange:
        raise blame(path, strange[0], f"unknown part “{strange[0]}”.", "Use roles or offices.")
    for name, entry in (data.get("roles") or {}).items():
        fields = _fields(path, str(name), entry, ("titles", "heads", "by"))
        heads = str(fields["heads"]) if fields.get("heads") else None
        offices.add_role(
            Role(str(name), tuple(split(fields.get("titles"))), heads, frozenset(split(fields.get("by"))))
        )
    for office_id, entry in (data.get("offices") or {}).items():
        fields = _fields(path, str(office_id), entry, ("title", "names", "heads"))
        _add_office(offices, path, str(office_id), str(office_id), fields)


def _fields(path: Path, place: str, entry: Any, allowed: tuple[str, ...]) -> dict[str, Any]:
    fields = {"titles" if "titles" in allowed else "names": entry} if isinstance(entry, str) else entry
    if not isinstance(fields, dict):
        raise blame(
            path, place, "the entry must be a mapping or a list “a | b”.", "Write its fields below it."
        )
    strange = [k for k in fields if k not in allowed]
    if strange:
        raise blame(path, place, f"unknown field “{strange[0]}”.", f"Use {', '.join(allowed)}.")
    return fields


def _add_office(
    offices: Offices, path: Path, place: str | int, office_id: str, fields: dict[str, Any]
) -> None:
    owner, _, role = office_id.rpartition("/")
    code = _code_of(offices, owner)
    if code is None:
        raise blame(
            path,
            place,
            f"“{owner}” is no known state or body.",
            "Write the office as STATE/office or BODY/office.",
        )
    known = offices.role(role)
    heads = fields.get("heads") or (known.heads if known else None)
    body = None if code == owner and code in offices.actors.states else owner
    office = Office(office_id, str(fields.get("title") or role), code, body, heads)
    offices.add_office(office, tuple(split(fields.get("names"))))


def _code_of(offices: Offices, owner: str) -> str | None:
    """The code that a state, body or part of a body is recorded under."""
    if offices.actors.is_known(owner):
        return owner
    codes = {a.code for a in offices.actors.lookup(owner) if a.code}
    return codes.pop() if len(codes) == 1 else None


def _add_holder(offices: Offices, path: Path, line: int, row: dict[str, str]) -> None:
    office_id, person, since, until = row["office"], row["person"], row["from"], row["to"]
    if not person:
        raise blame(path, line, "no person.", "Name who held the office, or take the line out.")
    for date in (since, until):
        if not _DATE.match(date):
            raise blame(path, line, f"“{date}” is no date.", "Write 2021-01-28, 2021-01 or 2021.")
    if since and until and until[: len(since)] < since[: len(until)]:
        raise blame(path, line, f"the term ends ({until}) before it begins ({since}).", "Correct the dates.")
    office = offices.office(office_id)
    if office is None:
        _add_office(offices, path, line, office_id, {})
        office = offices.office(office_id)
    assert office is not None
    holding = Holding(
        office_id, office.title, person, office.code, office.body, since or None, until or None, row["note"]
    )
    offices.add_holding(holding, tuple(split(row["variants"])))
