"""Briefs as they are asked for by a page, a file and a command: made, logged, and written. Every brief is in the audit."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from sarez.briefs.asking import Asked
from sarez.briefs.brief import Brief
from sarez.briefs.making import brief_of
from sarez.desk.accounts import markings
from sarez.desk.accounts.audit import log, saw
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.actors.counting import as_written
from sarez.desk.drawn import once

DEED = "made brief"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ONE_DAY = 24 * 3600


def show(request: HttpRequest, asked: Asked) -> Brief:
    """The brief for a page: in the audit once a day for each person, brief and marking; what is RED as seen."""
    by: Any = request.user
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = once(("brief", asked, as_written(viewer)), lambda: _made(viewer, asked, ""))
    brief = replace(found, made=timezone.now(), by=by.username)
    key = f"brief {brief.made:%Y-%m-%d} {by.pk} {brief.marking} {asked.name}"
    if cache.add("".join(c if c.isalnum() else f"_{ord(c):x}" for c in key)[-240:], True, ONE_DAY):
        _log(by, brief, asked, "page")
        saw(request, asked.name, brief.marking)
    return brief


def write(viewer: Viewer, asked: Asked, by: User | str, stream: BinaryIO, form: str = "docx") -> Brief:
    """Write a brief as Word (`docx`) or for a program (`json`); in the audit before it leaves."""
    brief = _made(viewer, asked, by.username if isinstance(by, User) else by)
    _log(by, brief, asked, form)
    if form == "json":
        told = json.dumps(as_json(brief), ensure_ascii=False, indent=1)
        stream.write(f"{told}\n".encode())
    else:
        from sarez.briefs.word import write_word

        write_word(brief, stream)
    return brief


def file_name(brief: Brief) -> str:
    """What a Word file of a brief is called: whom it is about, the day, the marking."""
    codes = [s.code if s.kind == "actor" else s.name for s in brief.subjects]
    codes += [brief.counterpart.code] if brief.counterpart else []
    whom = re.sub(r"[^\w-]+", "-", "-".join(codes)).strip("-")[:80]
    banner = re.sub(r"[:+]", "-", markings.name_of(brief.marking))
    return f"brief-{whom}-{brief.on:%Y-%m-%d}-{banner}.docx"


def as_json(brief: Brief) -> dict[str, Any]:
    """A brief for a program: its fields by their names, dates in ISO form."""
    told = asdict(brief) | {
        "marking": markings.name_of(brief.marking),
        "limit": markings.name_of(brief.limit),
    }
    told["cut"] = sorted(brief.cut)
    return json.loads(json.dumps(told, default=_plain))  # type: ignore[no-any-return]


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _made(viewer: Viewer, asked: Asked, by: str) -> Brief:
    now = timezone.now()
    day = viewer.as_of.date() if viewer.as_of else timezone.localdate(now)
    return brief_of(viewer, asked, day, now, by)


def _log(by: User | str, brief: Brief, asked: Asked, form: str) -> None:
    """A line in the audit: about whom by their codes, what it is marked, how much was left out."""
    left = brief.left_out.entries if brief.left_out else 0
    told = {
        "kind": form,
        "marking": markings.name_of(brief.marking),
        "lines": len(brief.notes),
        "left_out": left,
    }
    if brief.as_of:
        told["as_of"] = brief.on.isoformat()
    log(by, DEED, asked.name, **told)
