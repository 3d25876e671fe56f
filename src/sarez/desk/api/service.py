"""The API put together: its operations, errors, pace, and the permission each address needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ninja import NinjaAPI
from ninja.throttling import AuthRateThrottle

from sarez.desk.accounts.access import open_to_all
from sarez.desk.api import problems, writing

PACE = "600/m"
throttle = AuthRateThrottle(PACE)
api = NinjaAPI(
    title="Sarez",
    version="1",
    description="The record for programs: read with filters and as of a day, propose, file. See /api.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    throttle=[throttle],
)
api.add_router("", writing.router)
problems.add_to(api)


def addresses() -> list[Any]:
    """The addresses of the API, each view with the permission it needs (`needs`; `needs_of` by method)."""
    found = list(api.urls[0])
    needed = {"": {}, "openapi.json": {}} | dict(_needed())
    for address in found:
        needs_of = needed[str(address.pattern)]
        if not needs_of:  # these tell nothing of the record
            open_to_all(address.callback)
            continue
        address.callback.needs = needs_of.get("GET") or next(iter(needs_of.values()))
        address.callback.needs_of = needs_of
    return found


def _needed() -> Iterator[tuple[str, dict[str, str]]]:
    for _, router in api._routers:
        for path, view in router.path_operations.items():
            pattern = path.lstrip("/").replace("{", "<").replace("}", ">")
            yield pattern, {m: op.auth_callbacks[0].permission for op in view.operations for m in op.methods}
