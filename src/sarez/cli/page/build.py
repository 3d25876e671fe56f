"""The page itself: a template filled with what was read; style and script stand inside it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING, Any

from sarez.cli import wording
from sarez.cli.page.view import Sheet, sheet
from sarez.cli.summary import QUADS, agreed, summarize

if TYPE_CHECKING:
    from sarez.intake.report import Report
    from sarez.reading.records import Reading

# Before anything is laid out: with a script, only one report will be shown.
_EARLY = 'document.documentElement.classList.add("js")'
MOST_DYADS = 12
MOST_COMMITMENTS = 200


def page(
    results: Sequence[tuple[Report, Reading]],
    *,
    title: str,
    states: Mapping[str, str],
    issue_labels: Mapping[str, str],
) -> Iterator[str]:
    """Give the page piece by piece. `states` and `issue_labels` are the names of codes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sarez.cli", "page"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "plural": wording.plural,
        "day": wording.day,
        "parties": wording.parties,
        "sumvalues": lambda counts: sum(counts.values()),
    }
    readings = [reading for _, reading in results]
    sheets = [sheet(i, report, reading, states) for i, (report, reading) in enumerate(results, 1)]
    script = _asset("page.js")
    yield from environment.get_template("page.html").generate(
        title=title,
        style=_palette() + _asset("page.css"),
        script=script,
        early=_EARLY,
        script_sources=f"{_source(_EARLY)} {_source(script)}",
        sheets=sheets,
        summary=summarize(readings),
        agreed=agreed(readings)[:MOST_COMMITMENTS],
        due=wording.due,
        readers=list(dict.fromkeys(reading.reader for reading in readings)),
        quads=QUADS,
        most_dyads=MOST_DYADS,
        issue_labels=issue_labels,
        **_choices(sheets, states, issue_labels),
    )


def _choices(
    sheets: Sequence[Sheet], states: Mapping[str, str], labels: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """What the lists of countries, types and issues offer: only what occurs."""
    countries = {code for item in sheets for code in item.countries}
    types = {name for item in sheets for name in item.types}
    issues = {name for item in sheets for name in item.issues}
    return {
        "countries": sorted(((code, states[code]) for code in countries), key=lambda row: row[1]),
        "event_types": [(name, name) for name in sorted(types) if name.isupper()],
        "kinds": [(name, name) for name in sorted(types) if not name.isupper()],
        "issues": sorted(((name, labels.get(name, name)) for name in issues), key=lambda row: row[1]),
    }


def names_for(region: str) -> dict[str, Any]:
    """The names of states and issues, as `page` takes them."""
    from sarez.region.region import load_region
    from sarez.vocabulary.issues import load_issues

    labels = {name: issue.label() for name, issue in load_issues().by_name.items()}
    return {"states": load_region(region).actors.states, "issue_labels": labels}


def _source(script: str) -> str:
    """A script as the page's security policy names it; no other script runs there, whatever a report holds."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _palette() -> str:
    """The colours of the desk's pages, which this page shares."""
    return resources.files("sarez.desk").joinpath("static/desk/palette.css").read_text(encoding="utf-8")


def _asset(name: str) -> str:
    return resources.files("sarez.cli.page").joinpath(name).read_text(encoding="utf-8")
