"""What can be proposed: a claim about a report, a correction of a claim; and reports filed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Field, Schema, Status

from sarez.desk.accounts import markings
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import FOREVER
from sarez.desk.api import shapes
from sarez.desk.api.callers import caller_of, needs, viewer_of
from sarez.desk.api.problems import ApiError
from sarez.desk.api.reading import router
from sarez.desk.events.coding import code, values_of
from sarez.desk.events.fields import FIELDS
from sarez.desk.events.models import KINDS, PROPOSED, Claim
from sarez.desk.events.register import rebuild
from sarez.desk.reports.listing import sources
from sarez.desk.reports.models import Report, Source
from sarez.desk.reports.uploads import Given, file_text

LONGEST_TEXT = 1_000_000


class NewReport(Schema):
    """A report to file. Name a source you know of by `source`, or a new one by `source_name`."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    title: str = Field("", max_length=500)
    source: int | None = None
    source_name: str = Field("", max_length=200)
    marking: str = Field("", description="CLEAR, GREEN, AMBER, AMBER+STRICT or RED; never below the source's")
    published: str = Field("", max_length=10)


class NewClaim(Schema):
    """A claim about a report: its kind, its values as in gold/GUIDE.md, and the words it rests on."""

    kind: str
    values: dict[str, Any]
    start: int | None = Field(None, ge=0)
    end: int | None = Field(None, ge=0)


class Correction(Schema):
    """What should stand in the place of a claim: the values that differ."""

    values: dict[str, Any]


@router.post("/reports", auth=needs("file"), response={201: Any, 202: Any}, summary="File a report")
def file_report(request: HttpRequest, body: NewReport) -> Any:
    """File a text to be read. The same text twice is one report, unless the caller may not see the one on file."""
    caller = caller_of(request)
    viewer = caller.viewer
    source = _source(viewer, body.source)
    given = Given(
        caller.user.username, viewer, source, body.source_name, _marking(body.marking), body.published
    )
    filed = file_text(body.text, body.title, given)
    if filed.problems:
        raise ApiError(422, filed.problems[0].message, filed.problems[0].remedy)
    [report] = filed.reports or filed.known
    seen = Report.objects.seen_by(viewer).select_related("source").filter(pk=report.pk).first()
    return Status(201, shapes.report(seen)) if seen else Status(202, {"received": True})


@router.post(
    "/reports/{int:number}/claims", auth=needs("propose"), response={201: Any}, summary="Propose a claim"
)
def propose_claim(request: HttpRequest, number: int, body: NewClaim) -> Any:
    """Propose what a report says; a person accepts or rejects it."""
    caller = caller_of(request)
    report = Report.objects.seen_by(viewer_of(request)).filter(pk=number).first()
    if report is None:
        raise Http404
    if body.kind not in dict(KINDS):
        raise ApiError(422, "There is no such kind.", f"One of {', '.join(dict(KINDS))}.")
    values = values_of(body.kind, _as_given(body.values))
    made = code(report, body.kind, values, _span(body, report), caller.user, is_accepted=False)
    return Status(201, shapes.claim(made))


@router.post(
    "/claims/{int:number}/corrections",
    auth=needs("propose"),
    response={201: Any},
    summary="Propose a correction of a claim",
)
def propose_correction(request: HttpRequest, number: int, body: Correction) -> Any:
    """Propose other values on the same words. Both claims stand side by side until a person decides."""
    caller = caller_of(request)
    claim = Claim.objects.seen_by(viewer_of(request)).filter(pk=number).first()
    if claim is None:
        raise Http404
    names = {field.name for field in FIELDS[claim.kind]}
    before = {name: value for name, value in claim.values.items() if name in names}
    values = values_of(claim.kind, _as_given(before | body.values))
    return Status(201, shapes.claim(_propose_beside(claim, values, caller.user)))


@transaction.atomic
def _propose_beside(claim: Claim, values: dict[str, Any], by: User) -> Claim:
    from django.utils import timezone

    made = Claim.objects.create(
        kind=claim.kind,
        entry=claim.entry,
        report=claim.report,
        author=by.username,
        values={**claim.values, **values},
        evidence=claim.evidence,
        sentence=claim.sentence,
        credibility=claim.credibility,
        marking=claim.marking,
        decision=PROPOSED,
        known_at=timezone.now(),
        ended_at=FOREVER,
        replaces=claim,
        match=claim.match,
    )
    rebuild([claim.entry_id])
    log(by, "proposed", made.name, beside=claim.pk, changed=sorted(values))
    return made


def _as_given(values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Values as a form gives them: lists of strings."""
    given: dict[str, list[str]] = {}
    for name, value in values.items():
        every = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(one, str | int) for one in every):
            raise ApiError(
                422, f"{name} holds what no field takes.", "Give text, a number or a list of texts."
            )
        given[name] = [str(one) for one in every]
    return given


def _span(body: NewClaim, report: Report) -> tuple[int, int] | None:
    if body.start is None and body.end is None:
        return None
    start, end = body.start or 0, body.end or 0
    if not start < end <= len(report.text):
        raise ApiError(422, "The words lie outside the text.", "Count in characters of the report's text.")
    return start, end


def _source(viewer: Any, number: int | None) -> Source | None:
    if number is None:
        return None
    found = sources(viewer).filter(pk=number).first()
    if found is None:
        raise ApiError(422, "There is no such source.", "Take the number from a report's `source`.")
    return found


def _marking(name: str) -> int | None:
    if not name:
        return None
    try:
        return markings.number_of(name)
    except KeyError:
        every = ", ".join(label for _, label in markings.choices())
        raise ApiError(422, "There is no such marking.", f"One of {every}.") from None
