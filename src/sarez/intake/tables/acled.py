"""ACLED: events as exported or as the API gives them; `timestamp` is the clock of their revisions."""

from __future__ import annotations

import re

from sarez.intake.tables.checks import Check, unread
from sarez.intake.tables.layouts import Layout

# Where only a week is known ACLED gives its middle, where only a month is known a day in it.
EVENTS = """
WITH dated AS (SELECT row AS n, day_of(event_date) AS on_day, whole(time_precision) AS prec FROM raw)
SELECT
    row,
    event_id_cnty AS id,
    1 AS part,
    a.state AS actor,
    b.state AS recipient,
    act.type AS type,
    act.mode AS mode,
    sub_event_type AS code,
    coalesce(act.quad, CASE lower(event_type) WHEN 'strategic developments' THEN NULL ELSE 'material conflict' END) AS quad,
    act.weight AS intensity,
    'occurred' AS status,
    CASE prec WHEN 2 THEN on_day - 3 WHEN 3 THEN CAST(date_trunc('month', on_day) AS DATE) ELSE on_day END AS first,
    CASE prec WHEN 2 THEN on_day + 3 WHEN 3 THEN last_day(on_day) ELSE on_day END AS last,
    CASE prec WHEN 2 THEN 'week' WHEN 3 THEN 'month' ELSE 'day' END AS date_precision,
    coalesce(p.state, q.state, r.state) AS country,
    admin1 AS admin1,
    location AS place,
    figure(latitude) AS lat,
    figure(longitude) AS lon,
    CASE whole(geo_precision) WHEN 1 THEN 'place' WHEN 2 THEN 'near' WHEN 3 THEN 'province' ELSE 'unknown' END
        AS place_precision,
    CAST(NULL AS BIGINT) AS deaths_low,
    whole(fatalities) AS deaths,
    CAST(NULL AS BIGINT) AS deaths_high,
    CASE WHEN source IS NOT NULL THEN len(string_split(source, ';')) END AS mentions,
    left(source, 200) AS reference,
    CAST(NULL AS TIMESTAMP) AS published,
    epoch_of(timestamp) AS known_at,
    {checks} AS faults
FROM raw
JOIN dated ON dated.n = row
LEFT JOIN name a ON a.code = actor1
LEFT JOIN name b ON b.code = actor2
LEFT JOIN numeric p ON p.code = CAST(whole(iso) AS VARCHAR)
LEFT JOIN iso3 q ON q.code = raw.iso3
LEFT JOIN name r ON r.code = raw.country
LEFT JOIN sub_event act ON act.code = lower(sub_event_type)
"""

_TERM = re.compile(r"\(\d{4}-(?:\d{4})?\)")
_BRACKETS = re.compile(r"\(([^()]+)\)\s*\Z")
_OF = re.compile(r"\b(?:of|in)\s+(?:the\s+)?(.+?)\s*\Z")


def state_in(actor: str) -> str:
    """The name of a state in an actor's: `Military Forces of Tajikistan (1992-) Border Guards`, `Civilians (Tajikistan)`."""
    term = _TERM.search(actor)
    bracketed = _BRACKETS.search(actor.strip())
    if bracketed and not _TERM.fullmatch(bracketed[0].strip()):
        return bracketed[1]
    named = _OF.search(actor[: term.start()]) if term else None
    return named[1] if named else actor


CHECKS = (
    unread("event_date", "day_of"),
    unread("fatalities", "whole"),
    unread("latitude", "figure"),
    unread("longitude", "figure"),
    Check(
        "timestamp",
        "epoch_of(timestamp) IS NULL",
        "there is no timestamp of the revision; the rows count as known from the day given with --known-at, or today.",
        "Export the column `timestamp` too.",
    ),
    Check(
        "sub_event_type",
        "act.code IS NULL",
        "the sub-event is none that is known; the type was left empty.",
        "Add it to codes/acled.csv.",
    ),
    Check(
        "country",
        "coalesce(p.state, q.state, r.state) IS NULL",
        "the country is none that is known; it was left empty.",
        "Add its name to codes/states.csv.",
    ),
    Check(
        "time_precision",
        "coalesce(whole(time_precision), 0) NOT BETWEEN 1 AND 3",
        "time_precision is none of 1, 2 and 3; the date was taken as it stands.",
        "See the code book of ACLED.",
    ),
)

LAYOUT = Layout(
    name="acled",
    title="ACLED events",
    needed=("event_id_cnty", "event_date", "sub_event_type", "country"),
    optional=(
        "event_type", "time_precision", "actor1", "actor2", "iso", "iso3", "admin1", "location", "latitude", "longitude",
        "geo_precision", "fatalities", "source", "timestamp",
    ),
    known_by=("event_id_cnty", "sub_event_type", "time_precision", "geo_precision", "fatalities"),
    events=EVENTS,
    checks=CHECKS,
    names=("country", "actor1", "actor2"),
    state_in=state_in,
)  # fmt: skip
