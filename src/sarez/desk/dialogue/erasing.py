"""A person's name taken out of what the desk keeps: the one act that changes past rows, in place, whatever their marking.

It reaches every text of every model: one that is added later is covered without a word here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CharField, F, Field, JSONField, Model, Q, TextField, UniqueConstraint

from sarez.desk.accounts.models import User
from sarez.desk.accounts.redaction import MARK, Redacted, in_address, pattern_of, redact
from sarez.desk.dialogue.engagements.naming import forget_what_was_read
from sarez.desk.dialogue.evidence.lookouts import look_out
from sarez.desk.dialogue.models import Bearing, Document, Kept, Lookout, Watchword
from sarez.desk.reports.models import Report

ROOMS = ("dialogue", "warnings", "questions", "training")
TEXTS = (CharField, TextField, JSONField)
DERIVED = (Lookout, Watchword)
"""Made anew from the record (`look_out_anew`), not mended."""
OF_DESK = frozenset(("by", "owner", "taker", "username", "confirmed_by", "asked_by"))
"""Where people of the desk are named, by the name they sign in with: that stays, whoever else bears it."""
MOST_ALIKE = 1000


def models() -> list[type[Model]]:
    """Every model that may hold a name: all of dialogue, warnings, questions and training, and what other rooms keep in the same way."""
    every = apps.get_models(include_auto_created=True)
    own = (m for m in every if m._meta.app_label in ROOMS or issubclass(m, Kept))
    return [m for m in own if m not in DERIVED]


def text_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """The fields of a model that hold text, keys aside."""
    return [f for f in model._meta.concrete_fields if isinstance(f, TEXTS) and not f.primary_key]


def erase(names: Sequence[str], beside: Iterable[type[Model]] = ()) -> int:
    """Take full names out of every row, past ones too, and out of those of other models; how many rows changed."""
    plain, of_file = pattern_of(names), pattern_of(names, is_of_file=True)
    signed_in = set(User.objects.values_list("username", flat=True))
    done = 0
    for model in (*models(), *beside) if names else ():
        found = _found(model, of_file if model is Document else plain, names, signed_in)
        for pk, values in found.items():
            _put(model, pk, values)
        done += len(found)
    forget_what_was_read()
    return done


def move_bearings(report: Report, moved: Redacted) -> None:
    """Let what bears on a commitment point at the same words of a report as before its text was changed."""
    for row in Bearing.objects.filter(report=report).exclude(start=F("end")):
        start, end = moved.moved(row.start), moved.moved(row.end, is_end=True)
        Bearing.objects.filter(pk=row.pk).update(start=start, end=end)


def look_out_anew(entries: Collection[int], reports: Collection[int]) -> None:
    """Work out anew what to look out for where an entry or the report it was told by has changed."""
    changed = Lookout.objects.filter(Q(entry__in=entries) | Q(claim__report__in=reports))
    look_out(list(changed.values_list("entry", flat=True)))


def _found(
    model: type[Model], name: re.Pattern[str], names: Sequence[str], signed_in: Collection[str]
) -> dict[Any, dict[str, Any]]:
    """The rows of a model with the name in them, each with the values that are to stand."""
    fields = text_fields(model)
    if not fields:
        return {}
    found = {}
    rows = model._base_manager.values_list("pk", *(f.attname for f in fields))
    for pk, *values in rows.iterator(chunk_size=500):
        told = {
            f.attname: now
            for f, value in zip(fields, values, strict=True)
            if not (f.attname in OF_DESK and value in signed_in)
            and (now := _cut(f, _as_file(f, without(value, name), names))) != value
        }
        if told:
            found[pk] = told
    return found


def without(value: Any, name: re.Pattern[str]) -> Any:
    """A value with the mark for every name, also within lists and as a key; nothing changes its place."""
    if isinstance(value, str):
        return redact(value, name).text
    if isinstance(value, dict):
        return {redact(key, name).text: without(part, name) for key, part in value.items()}
    if isinstance(value, list):
        return [without(part, name) for part in value]
    return value


def _as_file(field: Field[Any, Any], value: Any, names: Sequence[str]) -> Any:
    """The name of a file that spells a name without its accents is lost whole, but for its ending."""
    if field.attname == "file_name" and in_address(value, names):
        return f"{MARK}{PurePosixPath(value).suffix}"
    return value


def _cut(field: Field[Any, Any], value: Any) -> Any:
    """As much as the field holds: the mark may be longer than the name."""
    return value[: field.max_length] if field.max_length and isinstance(value, str) else value


def _put(model: type[Model], pk: Any, values: dict[str, Any]) -> None:
    """Write a row. Where two names told two things apart of which one may stand, numbers do from now on."""
    for number in range(1, MOST_ALIKE):
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**_numbered(model, values, number))
            return
        except IntegrityError:
            if number + 1 == MOST_ALIKE or not _telling_apart(model) & values.keys():
                raise


def _numbered(model: type[Model], values: dict[str, Any], number: int) -> dict[str, Any]:
    if number == 1:
        return values
    told, ending = dict(values), f" {number}"
    for name in _telling_apart(model) & values.keys():
        longest = model._meta.get_field(name).max_length
        told[name] = f"{values[name][: longest and longest - len(ending)]}{ending}"
    return told


def _telling_apart(model: type[Model]) -> set[str]:
    """The fields by which no two rows may be alike."""
    limits: Iterable[Any] = (c for c in model._meta.constraints if isinstance(c, UniqueConstraint))
    single = {f.attname for f in model._meta.concrete_fields if f.unique}
    return single | {name for limit in limits for name in limit.fields}
