"""Who looks, and as of when: what every query of the record is asked with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import DateTimeField, Expression, Q
from django.http import HttpRequest, HttpResponse
from django.utils import translation

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The end of what still stands."""


OF_TODAY = ("account", "feed", "retention", "users", "filing", "file-reports", "erase", "warning-recipient")
"""How the names of the pages begin that keep no past: they tell of now, whatever day is asked about."""


class _Forever(Expression):
    """FOREVER written out in the statement: only then does SQLite answer from an index of what stands alone."""

    output_field = DateTimeField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return f"'{connection.ops.adapt_datetimefield_value(FOREVER)}'", []


@dataclass(frozen=True, slots=True)
class Viewer:
    """How much someone may see (`clearance`, a marking's number) and as known when (`as_of`; None is now)."""

    clearance: int
    as_of: datetime | None = None
    name: str = ""
    asked: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was asked of the database once for all of a page."""

    @property
    def moment(self) -> datetime:
        """The moment to ask about; what stands now stands just before forever."""
        return self.as_of or datetime(9999, 12, 30, tzinfo=UTC)

    def at(self, day: str) -> Viewer:
        """The same viewer, as known at the end of a day (ISO); unchanged for a day that is none."""
        try:
            return replace(self, as_of=datetime.combine(date.fromisoformat(day), time.max, tzinfo=UTC))
        except ValueError:
            return self


def standing(viewer: Viewer, path: str = "") -> Q:
    """What holds for a viewer at the moment asked about, of rows with `low`, `high`, `known_from`, `known_to`.

    `path` leads to them from other rows. What stands now is asked for by one value, which an index leads to.
    """
    cleared = Q(**{f"{path}low__lte": viewer.clearance, f"{path}high__gte": viewer.clearance})
    if viewer.as_of is None:
        return cleared & Q(**{f"{path}known_to": _Forever()})
    return cleared & Q(**{f"{path}known_from__lte": viewer.moment, f"{path}known_to__gt": viewer.moment})


class ViewerMiddleware:
    """Give each request its viewer, from who is signed in and from `?as_of=` in the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from sarez.desk.actors import canonical

        user: Any = request.user
        if user.is_authenticated:
            viewer = Viewer(user.clearance, name=user.username)
            request.viewer = viewer.at(request.GET.get("as_of", ""))  # type: ignore[attr-defined]
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
            canonical.refresh_at_times()
        return self.get_response(request)


def in_template(request: HttpRequest) -> dict[str, Any]:
    """The viewer, the day asked about and what the user may do, for every template."""
    viewer = getattr(request, "viewer", None)
    user: Any = request.user if hasattr(request, "user") else None
    is_known, match = user is not None and user.is_authenticated, request.resolver_match
    from sarez.desk.accounts.roles import roles

    return {
        "viewer": viewer,
        "as_of": viewer.as_of.date().isoformat() if viewer and viewer.as_of else "",
        "is_of_today": bool(match and match.view_name.startswith(OF_TODAY)),
        "may": dict.fromkeys(roles()[user.role].may, True) if is_known else {},
    }
