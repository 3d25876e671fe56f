"""What can be read: reports, entries, the claims of an entry, actors, and what a search finds."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from sarez.desk.accounts import markings
from sarez.desk.api import shapes
from sarez.desk.api.callers import caller_of, needs, viewer_of
from sarez.desk.api.problems import ApiError
from sarez.desk.dialogue.kept_told import kept_told
from sarez.desk.events.listing import Filter, versions
from sarez.desk.events.models import KINDS, Claim, Version
from sarez.desk.events.spells import as_known
from sarez.desk.exports.gate import every_report
from sarez.desk.pages import MOST_COUNTED
from sarez.desk.reports.listing import ReportFilter
from sarez.desk.reports.models import Report
from sarez.desk.reports.states import as_stood
from sarez.desk.search.asking import Asked
from sarez.desk.search.finding import find
from sarez.desk.warnings.listing import WarningFilter, shaped
from sarez.desk.warnings.listing import warnings as every_warning
from sarez.desk.warnings.models import Warning

router = Router()
"""The one router of the API: an address holds its reading and its writing."""
MOST = 200
DEEPEST = 100_000
READ = needs("read")


class Page(Schema):
    """Which part of a list: `limit` of them after `offset`; and as known when."""

    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=DEEPEST)
    as_of: str = Field("", description="as known at the end of this day: 2024-05-31")


def _asked(name: str, of: type[Any]) -> type[Schema]:
    columns: dict[str, Any] = {f.name: (str, "") for f in fields(of)}
    return create_model(name, __base__=Page, **columns)


EntriesAsked: Any = _asked("EntriesAsked", Filter)
ReportsAsked: Any = _asked("ReportsAsked", ReportFilter)
WarningsAsked: Any = _asked("WarningsAsked", WarningFilter)


def listed(found: QuerySet[Any], page: Any, shaped: Any) -> dict[str, Any]:
    """A part of a list, with how many there are (counted up to 10,000) and where the next part begins; `shaped` makes its items."""
    every = found.order_by().values("pk")[: MOST_COUNTED + 1].count()
    end = page.offset + page.limit
    rows = list(found[page.offset : end + 1])
    return {
        "total": min(every, MOST_COUNTED),
        "is_more": every > MOST_COUNTED,
        "limit": page.limit,
        "offset": page.offset,
        "next": end if len(rows) > page.limit and end <= DEEPEST else None,
        "items": shaped(rows[: page.limit]),
    }


@router.get("/me", auth=READ, summary="Who asks, and what they may do and see")
def me(request: HttpRequest) -> dict[str, Any]:
    """The caller's name, clearance and permissions."""
    from sarez.desk.accounts.roles import permissions

    caller = caller_of(request)
    return {
        "name": caller.user.username,
        "clearance": markings.name_of(caller.viewer.clearance),
        "may": [name for name in permissions() if caller.may(name)],
    }


@router.get("/reports", auth=READ, summary="Reports, the latest known first")
def reports(request: HttpRequest, page: Query[ReportsAsked]) -> dict[str, Any]:
    """The reports that the caller may see and the filter lets pass, without their texts."""
    viewer = viewer_of(request)
    found = every_report(viewer, ReportFilter.of(request.GET)).defer("text", "notes")

    return listed(found, page, lambda rows: [shapes.report(report) for report in as_stood(rows, viewer)])


@router.get("/reports/{int:number}", auth=READ, summary="One report with its text and what it says")
def report(request: HttpRequest, number: int, as_of: str = "") -> dict[str, Any]:
    """A report, its text as received, and the claims read from it."""
    viewer = viewer_of(request)
    found = Report.objects.seen_by(viewer).select_related("source").filter(pk=number).first()
    if found is None:
        raise Http404
    seen = Report.objects.seen_by(viewer).filter(pk=found.story_id).exists()
    as_stood([found], viewer)
    claims = as_known(Claim.objects.seen_by(viewer).filter(report=found), viewer)
    return shapes.report(found) | {
        "story": found.story_id if seen else None,
        "text": found.text,
        "claims": [shapes.claim(c) for c in claims],
    }


@router.get("/entries", auth=READ, summary="Events, engagements, commitments or persons")
def entries(request: HttpRequest, kind: str, page: Query[EntriesAsked]) -> dict[str, Any]:
    """The entries of a kind that the caller may see and the filter lets pass; the filter is that of the pages."""
    if kind not in dict(KINDS):
        raise ApiError(422, "There is no such kind.", f"One of {', '.join(dict(KINDS))}.")
    found = versions(kind, viewer_of(request), Filter.of(request.GET))
    return listed(found, page, lambda rows: [shapes.entry(version) for version in rows])


@router.get(
    "/entries/{int:number}",
    auth=READ,
    summary="One entry as it stands, with what the desk keeps on it",
    openapi_extra=shapes.described(),
)
def entry(request: HttpRequest, number: int, as_of: str = "") -> dict[str, Any]:
    """What stands of an entry for the caller; of an engagement or a commitment also what the desk `kept` on it: state,
    findings, follow-up, or series, roles and numbers of attendance."""
    version = _version(request, number)
    kept = kept_told(version.kind, [version], viewer_of(request)).get(version.entry_id)
    return shapes.entry(version) | {"kept": kept}


@router.get("/entries/{int:number}/claims", auth=READ, summary="The claims of an entry, side by side")
def claims(request: HttpRequest, number: int, as_of: str = "") -> dict[str, Any]:
    """Every claim of an entry that the caller may see, with its report."""
    _version(request, number)
    viewer = viewer_of(request)
    found = Claim.objects.seen_by(viewer).filter(entry=number).select_related("report__source")
    return {
        "items": [
            shapes.claim(c) | {"report_title": c.report.title, "source": shapes.source(c.report.source)}
            for c in as_known(found, viewer)
        ]
    }


def _version(request: HttpRequest, number: int) -> Version:
    found = Version.objects.seen_by(viewer_of(request)).filter(entry=number).first()
    if found is None:
        raise Http404
    return found


@router.get("/warnings", auth=READ, summary="Warnings, the latest first, with how they stand")
def warnings(request: HttpRequest, page: Query[WarningsAsked]) -> dict[str, Any]:
    """The warnings that the caller may see and the filter lets pass, each with its clock."""
    viewer = viewer_of(request)
    found = every_warning(viewer, WarningFilter.of(request.GET))
    return listed(found, page, lambda rows: shaped(rows, viewer))


@router.get("/warnings/{int:number}", auth=READ, summary="One warning with its clock")
def warning(request: HttpRequest, number: int, as_of: str = "") -> dict[str, Any]:
    """A warning, what it rests on as far as the caller may see it, and what was done about it."""
    viewer = viewer_of(request)
    found = Warning.objects.seen_by(viewer).filter(number=number).first()
    if found is None:
        raise Http404
    return shaped([found], viewer)[0]


@router.get("/actors", auth=READ, summary="States, bodies and groups")
def actors(request: HttpRequest, q: str = "", as_of: str = "") -> dict[str, Any]:
    """The actors on the record that the caller may know of, or those whose name is like `q`."""
    from sarez.desk.actors.searching import actors as search_actors

    lines = search_actors(viewer_of(request), q[:120])
    return {
        "items": [
            {"code": line.actor.code, "name": line.actor.name, "kind": line.actor.kind, "entries": line.total}
            for line in lines
        ]
    }


@router.get("/search", auth=READ, summary="Search over reports and records")
def search(
    request: HttpRequest,
    q: str,
    kind: str = "",
    since: str = "",
    until: str = "",
    page: int = 1,
    as_of: str = "",
) -> dict[str, Any]:
    """The first hits of every kind, or a page (25) of one kind; `searched_for` tells which words were mended."""
    found = find(Asked.of(request.GET), viewer_of(request), max(1, min(page, 400)))
    if not found.is_answerable:
        raise ApiError(422, "There is no word to look for.", "Give a word that is not left out with a minus.")
    hits = [
        {
            "kind": hit.kind,
            "id": hit.number,
            "title": "".join(p.text for p in hit.title),
            "date": hit.day or None,
            "snippet": [{"text": p.text, "is_hit": p.is_hit} for p in hit.snippet],
        }
        for some in found.hits.values()
        for hit in some
    ]
    mended = {m.asked: list(m.forms) for m in found.mendings}
    return {
        "total": found.total,
        "counts": found.counts,
        "more_of": sorted(found.cut),
        "searched_for": mended,
        "items": hits,
    }
