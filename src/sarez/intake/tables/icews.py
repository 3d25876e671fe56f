"""ICEWS: coded events, tab-separated with a header, dated by the story that tells them."""

from __future__ import annotations

from sarez.intake.tables.checks import Check, unread
from sarez.intake.tables.layouts import Layout

# A story of a day counts as known from the day after.
EVENTS = """
SELECT
    row,
    coalesce(CAST(whole(event_id) AS VARCHAR), event_id) AS id,
    1 AS part,
    a.state AS actor,
    b.state AS recipient,
    act.type AS type,
    act.mode AS mode,
    cameo_code AS code,
    act.quad AS quad,
    coalesce(figure(intensity), act.weight) AS intensity,
    'occurred' AS status,
    day_of(event_date) AS first,
    day_of(event_date) AS last,
    'day' AS date_precision,
    p.state AS country,
    province AS admin1,
    coalesce(city, district) AS place,
    figure(latitude) AS lat,
    figure(longitude) AS lon,
    CASE WHEN city IS NOT NULL THEN 'place' WHEN district IS NOT NULL THEN 'district'
        WHEN province IS NOT NULL THEN 'province' WHEN raw.country IS NOT NULL THEN 'country'
        ELSE 'unknown' END AS place_precision,
    CAST(NULL AS BIGINT) AS deaths_low, CAST(NULL AS BIGINT) AS deaths, CAST(NULL AS BIGINT) AS deaths_high,
    CAST(1 AS BIGINT) AS mentions,
    publisher AS reference,
    CAST(day_of(event_date) AS TIMESTAMP) AS published,
    CAST(day_of(event_date) + 1 AS TIMESTAMP) AS known_at,
    {checks} AS faults
FROM raw
LEFT JOIN name a ON a.code = source_country
LEFT JOIN name b ON b.code = target_country
LEFT JOIN name p ON p.code = raw.country
LEFT JOIN cameo act ON act.code = cameo_code
"""

CHECKS = (
    unread("event_date", "day_of"),
    Check(
        "cameo_code",
        "act.code IS NULL",
        "CAMEO Code is none that is known; the type was left empty.",
        "Keep the leading zeros of codes; add the code to codes/cameo.csv.",
    ),
    Check(
        "country",
        "(source_country IS NOT NULL AND a.state IS NULL) OR (target_country IS NOT NULL AND b.state IS NULL)"
        " OR (raw.country IS NOT NULL AND p.state IS NULL)",
        "the name of a country is not known; it was left empty.",
        "Add the name to codes/states.csv.",
    ),
    unread("intensity", "figure"),
    unread("latitude", "figure"),
    unread("longitude", "figure"),
)

LAYOUT = Layout(
    name="icews",
    title="ICEWS events",
    needed=("event_id", "event_date", "cameo_code"),
    optional=(
        "source_country", "target_country", "intensity", "publisher", "city", "district", "province", "country",
        "latitude", "longitude",
    ),
    known_by=("cameo_code", "source_country", "target_country", "source_sectors", "story_id"),
    events=EVENTS,
    checks=CHECKS,
    names=("source_country", "target_country", "country"),
)  # fmt: skip
