"""UCDP: the Georeferenced Event Dataset of a year, and the Candidate Events of a month or some months."""

from __future__ import annotations

import re

from sarez.intake.tables.checks import Check, unread
from sarez.intake.tables.layouts import Layout

# Sides with several governments name them with commas. Who is killed in one-sided violence are people of the country.
EVENTS = """
WITH side AS (
    SELECT row, 1 AS which, unnest(string_split(gwnoa, ',')) AS number FROM raw WHERE gwnoa IS NOT NULL
    UNION ALL
    SELECT row, 2, unnest(string_split(gwnob, ',')) FROM raw WHERE gwnob IS NOT NULL
), state AS (
    SELECT DISTINCT row, which, gw.state FROM side JOIN gw ON gw.code = CAST(whole(number) AS VARCHAR)
), place AS (
    SELECT raw.row, coalesce(gw.state, name.state) AS country FROM raw
    LEFT JOIN gw ON gw.code = CAST(whole(raw.country_id) AS VARCHAR)
    LEFT JOIN name ON name.code = raw.country
)
SELECT
    raw.row,
    coalesce(CAST(whole(id) AS VARCHAR), id) AS id,
    row_number() OVER (PARTITION BY raw.row ORDER BY a.state, b.state) AS part,
    a.state AS actor,
    coalesce(b.state, CASE WHEN whole(type_of_violence) = 3 THEN place.country END) AS recipient,
    'ASSAULT' AS type,
    CAST(NULL AS VARCHAR) AS mode,
    CAST(whole(type_of_violence) AS VARCHAR) AS code,
    plover.quad AS quad,
    plover.weight AS intensity,
    'occurred' AS status,
    coalesce(day_of(date_start), day_of(date_end)) AS first,
    coalesce(day_of(date_end), day_of(date_start)) AS last,
    CASE whole(date_prec) WHEN 1 THEN 'day' WHEN 2 THEN 'week' WHEN 3 THEN 'week' WHEN 4 THEN 'month'
        WHEN 5 THEN 'year' ELSE CASE WHEN day_of(date_start) = day_of(date_end) THEN 'day' ELSE 'month' END
    END AS date_precision,
    place.country AS country,
    adm_1 AS admin1,
    coalesce(where_coordinates, where_description) AS place,
    figure(latitude) AS lat,
    figure(longitude) AS lon,
    CASE whole(where_prec) WHEN 1 THEN 'place' WHEN 2 THEN 'near' WHEN 3 THEN 'district' WHEN 4 THEN 'province'
        WHEN 5 THEN CASE WHEN adm_1 IS NULL THEN 'country' ELSE 'province' END WHEN 6 THEN 'country'
        ELSE 'unknown' END AS place_precision,
    whole(low) AS deaths_low,
    whole(best) AS deaths,
    whole(high) AS deaths_high,
    CASE WHEN whole(number_of_sources) > 0 THEN whole(number_of_sources) END AS mentions,
    left(source_office, 200) AS reference,
    CAST(list_min([try_cast(trim(d) AS DATE) FOR d IN string_split(source_date, ';')]) AS TIMESTAMP) AS published,
    CAST(NULL AS TIMESTAMP) AS known_at,
    {checks} AS faults
FROM raw
JOIN place USING (row)
LEFT JOIN plover ON plover.code = 'ASSAULT'
LEFT JOIN (SELECT * FROM state WHERE which = 1) a ON a.row = raw.row
LEFT JOIN (SELECT * FROM state WHERE which = 2) b ON b.row = raw.row
"""

CHECKS = (
    *(unread(column, "whole") for column in ("best", "low", "high")),
    *(unread(column, "figure") for column in ("latitude", "longitude")),
    *(unread(column, "day_of") for column in ("date_start", "date_end")),
    Check(
        "type_of_violence",
        "coalesce(whole(type_of_violence), 0) NOT IN (1, 2, 3)",
        "type_of_violence is none of 1, 2 and 3; it was taken as the file has it.",
        "See the code book of UCDP GED.",
    ),
    Check(
        "where_prec",
        "coalesce(whole(where_prec), 0) NOT BETWEEN 1 AND 7",
        "where_prec is none of 1 to 7; how finely the place is known was left unknown.",
        "See the code book of UCDP GED.",
    ),
    Check(
        "date_prec",
        "coalesce(whole(date_prec), 0) NOT BETWEEN 1 AND 5",
        "date_prec is none of 1 to 5; the precision was taken from the two dates.",
        "See the code book of UCDP GED.",
    ),
    Check(
        "country",
        "place.country IS NULL AND (country_id IS NOT NULL OR raw.country IS NOT NULL)",
        "the country's number and name are of no state that is known; it was left empty.",
        "Add the number to codes/states.csv.",
    ),
)

LAYOUT = Layout(
    name="ucdp",
    title="UCDP GED or Candidate Events",
    needed=("id", "type_of_violence", "date_start", "date_end", "best"),
    optional=(
        "gwnoa", "gwnob", "country", "country_id", "date_prec", "where_prec", "where_coordinates", "where_description",
        "adm_1", "latitude", "longitude", "low", "high", "number_of_sources", "source_office", "source_date",
    ),
    known_by=("type_of_violence", "date_prec", "where_prec", "conflict_new_id", "dyad_new_id", "priogrid_gid"),
    events=EVENTS,
    checks=CHECKS,
    names=("country",),
    has_parts=True,
)  # fmt: skip

_VERSION = re.compile(
    r"(?:v|ged|candidate)[_ ]?(\d\d)[_.]?(\d{1,2})(?:[_.](\d{1,2}))?(?:[_.](\d{1,2}))?(?!\d)", re.IGNORECASE
)


def version_in(name: str) -> str | None:
    """The release that a file's name tells: `GEDEvent_v23_0_10.csv` is 23.0.10, `ged241-csv.zip` 24.1."""
    found = _VERSION.search(name)
    return ".".join(part for part in found.groups() if part) if found else None


def source_of(version: str) -> str:
    """Whether a release is one of a year (`23.1`) or of candidates (`23.0.10`, `23.01.23.12`)."""
    return "ucdp-ged" if len(version.split(".")) == 2 else "ucdp-candidate"


def months_of(version: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The first and last month (year, month) that a candidate release covers, None where its number does not tell."""
    parts = version.split(".")
    if not all(p.isdecimal() for p in parts):
        return None
    numbers = [int(p) for p in parts]
    if len(numbers) == 3 and numbers[1] == 0 and 1 <= numbers[2] <= 12:
        return (2000 + numbers[0], numbers[2]), (2000 + numbers[0], numbers[2])
    if len(numbers) == 4 and 1 <= numbers[1] <= 12 and 1 <= numbers[3] <= 12:
        return (2000 + numbers[0], numbers[1]), (2000 + numbers[2], numbers[3])
    return None


def until_year(version: str) -> int | None:
    """The last year that a yearly release covers: 23.1 tells of events up to the end of 2022."""
    year = version.split(".")[0]
    return 1999 + int(year) if year.isdecimal() else None
