"""POLECAT: events coded with PLOVER, tab-separated with a header, dated and published to the day."""

from __future__ import annotations

from sarez.intake.tables.checks import Check, unread
from sarez.intake.tables.layouts import Layout

EVENTS = """
SELECT
    row,
    event_id AS id,
    1 AS part,
    a.state AS actor,
    b.state AS recipient,
    act.type AS type,
    lower(event_mode) AS mode,
    upper(event_type) AS code,
    coalesce(act.quad, lower(quad_code)) AS quad,
    coalesce(figure(event_intensity), figure(intensity), act.weight) AS intensity,
    'occurred' AS status,
    day_of(event_date) AS first,
    day_of(event_date) AS last,
    'day' AS date_precision,
    p.state AS country,
    province AS admin1,
    coalesce(placename, city, district) AS place,
    figure(latitude) AS lat,
    figure(longitude) AS lon,
    CASE WHEN city IS NOT NULL THEN 'place' WHEN district IS NOT NULL THEN 'district'
        WHEN province IS NOT NULL THEN 'province' WHEN raw.country IS NOT NULL THEN 'country'
        ELSE 'unknown' END AS place_precision,
    CAST(NULL AS BIGINT) AS deaths_low, CAST(NULL AS BIGINT) AS deaths, CAST(NULL AS BIGINT) AS deaths_high,
    CAST(1 AS BIGINT) AS mentions,
    source AS reference,
    CAST(day_of(publication_date) AS TIMESTAMP) AS published,
    CAST(day_of(publication_date) + 1 AS TIMESTAMP) AS known_at,
    {checks} AS faults
FROM raw
LEFT JOIN name a ON a.code = actor_country
LEFT JOIN name b ON b.code = recipient_country
LEFT JOIN name p ON p.code = raw.country
LEFT JOIN plover act ON act.code = upper(event_type)
"""

CHECKS = (
    unread("event_date", "day_of"),
    Check(
        "publication_date",
        "day_of(publication_date) IS NULL",
        "there is no day of publication; the rows count as known from the day given with --known-at, or today.",
        "See whether the column Publication Date is there and filled.",
    ),
    Check(
        "event_type",
        "act.code IS NULL",
        "the event type is no PLOVER type that is known; it was left empty.",
        "See vocabulary/data/events.yaml for the types.",
    ),
    Check(
        "country",
        "(actor_country IS NOT NULL AND a.state IS NULL) OR (recipient_country IS NOT NULL AND b.state IS NULL)"
        " OR (raw.country IS NOT NULL AND p.state IS NULL)",
        "a country is not known; it was left empty.",
        "Add its name or code to codes/states.csv.",
    ),
    unread("latitude", "figure"),
    unread("longitude", "figure"),
)

LAYOUT = Layout(
    name="polecat",
    title="POLECAT events",
    needed=("event_id", "event_date", "event_type"),
    optional=(
        "event_mode", "event_intensity", "intensity", "quad_code", "actor_country", "recipient_country", "country",
        "province", "district", "city", "placename", "latitude", "longitude", "source", "publication_date",
    ),
    known_by=("event_mode", "quad_code", "actor_country", "recipient_country", "publication_date"),
    events=EVENTS,
    checks=CHECKS,
    names=("actor_country", "recipient_country", "country"),
)  # fmt: skip
