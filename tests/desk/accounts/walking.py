"""Every address of the desk, with what its view declares, filled in for a record at hand."""

import re
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

OPEN = {"api:openapi-json", "api:api-root"}
"""What the API tells anyone: its own description, and nothing at its root."""
SAMPLES = {
    "code": "KGZ", "one": "KGZ", "two": "TJK", "name": "border", "secret": "x", "act": "link", "verb": "accept",
    "what": "quads", "finding": 1, "kind": "event", "format": "csv", "joining_number": 1, "other": 1, "act_number": 1,
    "section": "roles", "row": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    """A pattern with its view. `needs` is the permission declared, None for a page open to all."""

    route: str
    name: str
    view: object
    declares: bool
    needs: str | None = None
    whole_record: bool = False
    is_api: bool = False
    arguments: tuple = field(default=())

    def at(self, numbers):
        """The path, its numbers from those of the record at hand, by the first word of the route."""
        path = "/" + self.route
        for name, converter in self.arguments:
            value = "actor" if name == "kind" and self.route.startswith("brief/") else SAMPLES.get(name)
            if name in ("number", "entry_number", "report_number"):
                value = numbers.get(self.route.strip("^").removeprefix("api/").split("/")[0], 1)
            if value is None:
                value = 1 if "Int" in converter else "x"
            path = path.replace(f"<{name}>", str(value))
        return path


def addresses():
    """Every address of the desk, the API's operations too."""
    return list(_walk(get_resolver().url_patterns, "", "", ()))


def _walk(patterns, route, space, arguments):
    for pattern in patterns:
        part, more = _spelt(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern.url_patterns, route + part, space + inner, arguments + more)
        elif isinstance(pattern, URLPattern):
            yield _address(pattern, route + part, space, arguments + more)


def _spelt(pattern):
    text = str(pattern)
    text = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", text).lstrip("^").rstrip("$")
    text = re.sub(r"<\w+:(\w+)>", r"<\1>", text)
    return text, tuple((name, type(c).__name__) for name, c in pattern.converters.items()) or tuple(
        (name, "") for name in re.findall(r"<(\w+)>", text)
    )


def _address(pattern, route, space, arguments):
    view, name = pattern.callback, space + (pattern.name or "")
    if route.startswith("api/"):
        declares = _all_guarded(view) or hasattr(view, "needs") or name in OPEN
        return Address(route, name, view, declares, is_api=True, arguments=arguments)
    return Address(
        route,
        name,
        view,
        hasattr(view, "needs"),
        getattr(view, "needs", None),
        getattr(view, "whole_record", False),
        arguments=arguments,
    )


def _all_guarded(view):
    """Whether every operation behind an address of the API asks who calls."""
    held = [
        cell.cell_contents
        for cell in getattr(view, "__closure__", None) or ()
        if isinstance(cell.cell_contents, PathView)
    ]
    held += [v for v in [getattr(view, "__self__", None)] if isinstance(v, PathView)]
    return bool(held) and all(op.auth_callbacks for path in held for op in path.operations)
