"""GDELT: events 2.0 (61 values) and 1.0 (57, or 58 with the address), tab-separated, without a header."""

from __future__ import annotations

from sarez.intake.tables.checks import Check, unread
from sarez.intake.tables.layouts import Layout

_ACTOR = tuple(
    "code name countrycode knowngroupcode ethniccode religion1code religion2code type1code type2code type3code".split()
)
_GEO = ("type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid")


def _columns(*, adm2: bool, address: bool) -> tuple[str, ...]:
    geo = [g for g in _GEO if adm2 or g != "adm2code"]
    return (
        "globaleventid", "sqldate", "monthyear", "year", "fractiondate",
        *(f"actor1{a}" for a in _ACTOR), *(f"actor2{a}" for a in _ACTOR),
        "isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale",
        "nummentions", "numsources", "numarticles", "avgtone",
        *(f"{who}geo_{g}" for who in ("actor1", "actor2", "action") for g in geo),
        "dateadded", *(("sourceurl",) if address else ()),
    )  # fmt: skip


TWO = _columns(adm2=True, address=True)
"""The columns of GDELT 2.0."""
ONE = _columns(adm2=False, address=True)
"""The columns of GDELT 1.0 since April 2013; before, the last was lacking."""

# A file of 2.0 is known when its quarter of an hour begins, one of 1.0 (dated by the day) on the next day.
EVENTS = """
SELECT
    row,
    globaleventid AS id,
    1 AS part,
    a.state AS actor,
    b.state AS recipient,
    act.type AS type,
    act.mode AS mode,
    eventcode AS code,
    coalesce(act.quad, CASE whole(quadclass) WHEN 1 THEN 'verbal cooperation' WHEN 2 THEN 'material cooperation'
        WHEN 3 THEN 'verbal conflict' WHEN 4 THEN 'material conflict' END) AS quad,
    coalesce(figure(goldsteinscale), act.weight) AS intensity,
    'occurred' AS status,
    date_of(sqldate) AS first,
    date_of(sqldate) AS last,
    'day' AS date_precision,
    p.state AS country,
    CASE whole(actiongeo_type) WHEN 3 THEN trim(string_split(actiongeo_fullname, ',')[-2])
        WHEN 4 THEN trim(string_split(actiongeo_fullname, ',')[-2])
        WHEN 2 THEN trim(string_split(actiongeo_fullname, ',')[1])
        WHEN 5 THEN trim(string_split(actiongeo_fullname, ',')[1]) END AS admin1,
    CASE WHEN whole(actiongeo_type) IN (3, 4) THEN trim(string_split(actiongeo_fullname, ',')[1]) END AS place,
    figure(actiongeo_lat) AS lat,
    figure(actiongeo_long) AS lon,
    CASE whole(actiongeo_type) WHEN 1 THEN 'country' WHEN 2 THEN 'province' WHEN 3 THEN 'place' WHEN 4 THEN 'place'
        WHEN 5 THEN 'province' ELSE 'unknown' END AS place_precision,
    CAST(NULL AS BIGINT) AS deaths_low, CAST(NULL AS BIGINT) AS deaths, CAST(NULL AS BIGINT) AS deaths_high,
    whole(numarticles) AS mentions,
    sourceurl AS reference,
    moment_of(dateadded) AS published,
    moment_of(dateadded) AS known_at,
    {checks} AS faults
FROM raw
LEFT JOIN cameo_state a ON a.code = actor1countrycode
LEFT JOIN cameo_state b ON b.code = actor2countrycode
LEFT JOIN fips p ON p.code = actiongeo_countrycode
LEFT JOIN cameo act ON act.code = eventcode
"""

CHECKS = (
    Check(
        "dateadded",
        "moment_of(dateadded) IS NULL",
        "DATEADDED cannot be read; the rows count as known from the day given with --known-at, or today.",
        "See whether the columns are those of GDELT 1.0 or 2.0 events.",
    ),
    Check(
        "eventcode",
        "act.code IS NULL",
        "EventCode is no CAMEO code that is known; the type was left empty.",
        "Keep the leading zeros of codes; add the code to codes/cameo.csv.",
    ),
    Check(
        "actor1countrycode",
        "(actor1countrycode IS NOT NULL AND a.state IS NULL AND actor1countrycode NOT IN (SELECT code FROM no_cameo_state))"
        " OR (actor2countrycode IS NOT NULL AND b.state IS NULL AND actor2countrycode NOT IN (SELECT code FROM no_cameo_state))",
        "an actor's country code is not known; it was left empty.",
        "Add the code to codes/states.csv or stateless.csv.",
    ),
    Check(
        "actiongeo_countrycode",
        "actiongeo_countrycode IS NOT NULL AND p.state IS NULL AND actiongeo_countrycode NOT IN (SELECT code FROM no_fips)",
        "ActionGeo_CountryCode is no FIPS 10-4 code that is known; the country was left empty.",
        "Add the code to codes/states.csv or stateless.csv.",
    ),
    unread("goldsteinscale", "figure"),
    unread("numarticles", "whole"),
    unread("actiongeo_lat", "figure"),
    unread("actiongeo_long", "figure"),
)  # fmt: skip

LAYOUT = Layout(
    name="gdelt",
    title="GDELT events",
    needed=("globaleventid", "sqldate", "eventcode", "dateadded"),
    optional=(
        "actor1countrycode", "actor2countrycode", "quadclass", "goldsteinscale", "numarticles", "actiongeo_type",
        "actiongeo_fullname", "actiongeo_countrycode", "actiongeo_lat", "actiongeo_long", "sourceurl",
    ),
    known_by=("globaleventid", "sqldate", "eventrootcode", "quadclass", "dateadded"),
    events=EVENTS,
    checks=CHECKS,
    headless={61: TWO, 58: ONE, 57: ONE[:-1]},
)  # fmt: skip
