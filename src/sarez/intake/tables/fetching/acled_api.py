"""ACLED's API: events and what was deleted, with a token that is renewed (https://acleddata.com/api-documentation)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sarez.errors import Problem
from sarez.intake.answers import Answer, Failure
from sarez.intake.tables.fetching.jobs import Job
from sarez.intake.tables.fetching.patience import Patient
from sarez.intake.tables.reading import Asked
from sarez.intake.tables.store import Added, Store
from sarez.region.region import Region

BASE = "https://acleddata.com"
PAGE = 5000
LASTS = timedelta(hours=24)
"""Pages of longer ago may have shifted: the fetch begins anew."""


@dataclass(slots=True)
class Session:
    """Signed in with name and password; the token is renewed when it has run out. Nothing of it is kept or told."""

    client: Patient
    user: str = field(repr=False)
    password: str = field(repr=False)
    base: str = BASE
    _token: str = field(default="", repr=False)
    _renewal: str = field(default="", repr=False)

    def get(self, path: str) -> Any | Problem:
        """The JSON at a path, signed in."""
        url = f"{self.base}{path}"
        for _ in range(2):
            if not self._token and (refused := self._sign_in()):
                return refused
            answer = self.client.ask(
                url, {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
            )
            if isinstance(answer, Failure) and answer.status == 401:
                self._token = ""
                continue
            return _json(answer)
        return self._refused()

    def _sign_in(self) -> Problem | None:
        """Take the token's renewal where there is one, else name and password."""
        if self._renewal:
            form = {"refresh_token": self._renewal, "grant_type": "refresh_token", "client_id": "acled"}
            self._renewal = ""
            if self._take(self.client.ask(f"{self.base}/oauth/token", form=form)):
                return None
        form = {
            "username": self.user,
            "password": self.password,
            "grant_type": "password",
            "client_id": "acled",
        }
        answer = self.client.ask(f"{self.base}/oauth/token", form=form)
        if self._take(answer):
            return None
        if isinstance(answer, Failure) and answer.status not in (400, 401, 403):
            return _told(answer)
        return self._refused()

    def _take(self, answer: Answer | Failure) -> bool:
        if isinstance(answer, Failure):
            return False
        try:
            found = json.loads(answer.body)
            self._token = str(found["access_token"])
            self._renewal = str(found.get("refresh_token") or "")
        except (ValueError, KeyError, TypeError, AttributeError):
            return False
        return bool(self._token)

    def _refused(self) -> Problem:
        return Problem(
            self.base, "", "ACLED does not accept the name and password.",
            "Put those of your ACLED account into SAREZ_ACLED_USER and SAREZ_ACLED_PASSWORD.",
        )  # fmt: skip


def fetch(
    store: Store,
    session: Session,
    asked: Asked,
    first: date,
    last: date,
    countries: tuple[str, ...],
    region: Region | None = None,
    *,
    since: date | None = None,
) -> Iterator[Added | Problem | str]:
    """Fetch the events of these days in these countries (ISO numbers; all where none) and add them; then what was deleted.

    With `since` only events that were revised from that day on. Stopped, it goes on with the next page for a day.
    """
    where = f"event_date={first}%7C{last}&event_date_where=BETWEEN"
    if countries:
        where += "&" + ":OR:".join(f"iso={number}" for number in countries)
    if since:
        where += f"&timestamp={_epoch(since)}&timestamp_where=%3E%3D"
    job = Job.of(store.folder / "fetching", "acled", where, session.base)
    state = job.fresh(asked.now, LASTS) | {}
    pages, rows = int(state.get("pages", 0)), int(state.get("rows", 0))
    is_done = bool(state.get("is_done"))
    while not is_done:
        got = _rows(session, f"/api/acled/read?_format=json&{where}&limit={PAGE}&page={pages + 1}")
        if isinstance(got, Problem):
            yield got
            return
        pages, rows, is_done = pages + 1, rows + len(got), len(got) < PAGE
        state |= {"pages": pages, "rows": rows, "is_done": is_done}
        job.keep(pages, got, state)
        yield f"acled: {rows:,} events"
    version = asked.version or asked.now.astimezone(UTC).date().isoformat()
    if rows:
        said = replace(asked, version=version, label=f"{session.base}/api/acled/read, {first} to {last}")
        yield from store.add(job.joined("acled.jsonl", pages), said, region)
    else:
        yield "acled: no events of these days and countries."
    yield from _deletions(store, session, replace(asked, version=version), first)
    job.clear()


def _deletions(store: Store, session: Session, asked: Asked, first: date) -> Iterator[Added | Problem | str]:
    """What was deleted since it was last asked for, or since the first day."""
    before = [k.added for k in store.versions() if k.source == "acled" and k.is_deletions]
    since = (max(before) - timedelta(days=1)).date() if before else first
    gone: list[tuple[str, datetime]] = []
    page = 0
    while True:
        page += 1
        where = f"deleted_timestamp={_epoch(since)}&deleted_timestamp_where=%3E%3D&limit={PAGE}&page={page}"
        got = _rows(session, f"/api/deleted/read?_format=json&{where}")
        if isinstance(got, Problem):
            yield got
            return
        gone += [found for row in got if (found := _gone(row))]
        if len(got) < PAGE:
            break
    if gone:
        yield store.delete("acled", gone, asked, f"{session.base}/api/deleted/read")


def _gone(row: dict[str, Any]) -> tuple[str, datetime] | None:
    try:
        return str(row["event_id_cnty"]), datetime.fromtimestamp(int(row["deleted_timestamp"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def _rows(session: Session, path: str) -> list[dict[str, Any]] | Problem:
    page = session.get(path)
    if isinstance(page, Problem):
        return page
    rows = page.get("data") if isinstance(page, dict) else None
    if not isinstance(rows, list):
        return Problem(
            session.base, "", "The answer is no page of events.",
            "Accept ACLED's terms on its site if it asks for that; else see whether the API has changed, and tell us.",
        )  # fmt: skip
    return [row for row in rows if isinstance(row, dict)]


def _json(answer: Answer | Failure) -> Any | Problem:
    if isinstance(answer, Failure):
        return _told(answer)
    try:
        return json.loads(answer.body)
    except ValueError:
        return Problem(answer.url.partition("?")[0], "", "The answer is no JSON.", "Try again later.")


def _told(failed: Failure) -> Problem:
    if failed.status == 403:
        return Problem(
            failed.problem.source, "", "ACLED refuses these events to this account.",
            "See on its site which events your account may have, and accept its terms.",
        )  # fmt: skip
    return Problem(
        failed.problem.source,
        "",
        failed.problem.message,
        "What has come is kept: the same command goes on from there.",
    )


def _epoch(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
