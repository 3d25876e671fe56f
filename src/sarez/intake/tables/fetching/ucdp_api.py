"""UCDP's API: a release, page by page (https://ucdp.uu.se/apidocs/)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from sarez.errors import Problem
from sarez.intake.answers import Failure
from sarez.intake.tables.fetching.jobs import Job
from sarez.intake.tables.fetching.patience import Patient
from sarez.intake.tables.reading import Asked
from sarez.intake.tables.store import Added, Store
from sarez.intake.tables.ucdp import source_of
from sarez.region.region import Region

BASE = "https://ucdpapi.pcr.uu.se/api"
PAGE = 1000


def fetch(
    store: Store, client: Patient, token: str, asked: Asked, region: Region | None = None, *, base: str = BASE
) -> Iterator[Added | Problem | str]:
    """Fetch the release that `asked.version` names and add it; the text between says how far it is.

    A release that is kept is not fetched again. Stopped, it goes on with the next page.
    """
    version = asked.version or ""
    source = source_of(version)
    job = Job.of(store.folder / "fetching", "ucdp", version, base)
    if any((k.source, k.version) == (source, version) for k in store.versions()):
        job.clear()
        yield f"{source} {version} is kept already."
        return
    state = job.state() or {
        "next": f"{base}/gedevents/{version}?pagesize={PAGE}&page=1",
        "pages": 0,
        "rows": 0,
    }
    while state["next"]:
        got = _page(client, str(state["next"]), token, base)
        if isinstance(got, Problem):
            yield got
            return
        rows, following, total = got
        pages = int(state["pages"]) + 1
        state = {
            "next": following if rows else "",
            "pages": pages,
            "rows": int(state["rows"]) + len(rows),
            "total": total,
        }
        job.keep(pages, rows, state)
        yield f"{source} {version}: {state['rows']:,} of {total:,} events"
    if state["rows"] < state.get("total", 0):
        yield Problem(
            base,
            "",
            f"{state['rows']:,} events came, and {state['total']:,} were told of.",
            "Fetch the release again.",
        )
        job.clear()
        return
    yield from store.add(
        job.joined(f"ucdp-{version}.jsonl", int(state["pages"])),
        replace(asked, source=source, label=f"{base}/gedevents/{version}"),
        region,
    )
    job.clear()


def _page(
    client: Patient, url: str, token: str, base: str
) -> tuple[list[dict[str, object]], str, int] | Problem:
    """The rows of a page, the address of the next (empty at the end) and how many rows there are in all."""
    answer = client.ask(url, {"x-ucdp-access-token": token, "Accept": "application/json"})
    if isinstance(answer, Failure):
        return _told(answer)
    try:
        page = json.loads(answer.body)
        rows = [row for row in page["Result"] if isinstance(row, dict)]
        following = str(page.get("NextPageUrl") or "")
        total = int(page.get("TotalCount") or 0)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Problem(
            url, "", "The answer is no page of events.", "See whether the API has changed, and tell us."
        )
    if following:
        # Only the path is taken from it: the token goes to no other host, and not over a bare line.
        parts = urlsplit(following)
        home = urlsplit(base)
        following = f"{home.scheme}://{home.netloc}{parts.path}?{parts.query}"
    return rows, following, total


def _told(failed: Failure) -> Problem:
    if failed.status in (401, 403):
        return Problem(
            failed.problem.source, "", "UCDP does not accept the token.",
            "Ask UCDP for one (https://ucdp.uu.se/apidocs/) and put it into SAREZ_UCDP_TOKEN.",
        )  # fmt: skip
    return Problem(
        failed.problem.source,
        "",
        failed.problem.message,
        "What has come is kept: the same command goes on from there.",
    )
