"""The same panel by hand: the SQL that one would write for DuckDB, and what one would do in pandas.

Both give a row for each country and week with a column for each indicator's value and events, what was reported and
what was left out; `benchmarks/panel.py` compares them with the panel, cell by cell.
"""

from __future__ import annotations

import pandas as pd

MASKS = {
    "material_conflict": ("place", "quad = 'material conflict'"),
    "threats": ("party", "type = 'THREATEN'"),
    "closures": (
        "party",
        "((type = 'SANCTION' AND mode = 'closure')"
        " OR (type IN ('SANCTION', 'COERCE') AND list_contains(issues, 'border')))",
    ),
    "incidents_without_deaths": ("place", "type IN ('ASSAULT', 'PROTEST') AND coalesce(deaths, 0) = 0"),
    "deaths": ("place", "quad = 'material conflict'"),
    "negative_share": ("party", "quad IN ('verbal conflict', 'material conflict')"),
    "talks": ("party", "type = 'CONSULT'"),
    "agreements": ("party", "type = 'AGREE' AND coalesce(mode <> 'kept', true)"),
    "joint_work": (
        "party",
        "((type IN ('CONSULT', 'COOPERATE') AND mode IN ('commission', 'patrol'))"
        " OR (type = 'COOPERATE' AND list_contains(issues, 'border')))",
    ),
    "crossings_opened": (
        "party",
        "((type = 'CONCEDE' AND list_contains(issues, 'border'))"
        " OR (type = 'COOPERATE' AND mode = 'opening' AND list_contains(issues, 'border')))",
    ),
    "commitments_kept": ("party", "type = 'AGREE' AND mode = 'kept'"),
}
NAMES = tuple(MASKS)
LEGS = (
    ("place", "country", "country IS NOT NULL", "true"),
    ("party", "actor", "actor IS NOT NULL", "country IS NULL OR country <> actor"),
    (
        "party",
        "recipient",
        "recipient IS NOT NULL AND recipient IS DISTINCT FROM actor",
        "country IS NULL OR country <> recipient",
    ),
)


def sql(files: list[str]) -> str:
    """The panel in DuckDB's SQL, one pass for each of place, actor and recipient."""
    legs = "\nUNION ALL\n".join(_leg(*leg) for leg in LEGS)
    sums = ", ".join(
        f"sum({c}) AS {c}" for c in ("told", "volume", "dead", "dead_told", "acts", *_each("n"), *_each("l"))
    )
    return f"""
    WITH events AS (
      SELECT *, date_trunc('week', first)::DATE AS week, date_trunc('week', last)::DATE AS last_week,
        date_precision IN ('day', 'week') AS fine
      FROM read_parquet({files!r}) WHERE ended_at IS NULL AND low <= 0 AND high >= 0
    ), long AS (
      SELECT country AS unit, unnest(generate_series(week, last_week, INTERVAL 7 DAY))::DATE AS week, first, last, deaths
      FROM events WHERE fine AND part = 1 AND status = 'occurred' AND last_week > week AND deaths IS NOT NULL
        AND country IS NOT NULL AND {MASKS["deaths"][1]}
    ), legs AS (
      {legs}
      UNION ALL
      SELECT unit, week, 0, 0,
        sum(deaths * (least(last, week + 6) - greatest(first, week) + 1) / (last - first + 1)::DOUBLE), count(*), 0,
        {", ".join("0" for _ in NAMES)}, {", ".join("0" for _ in NAMES)}
      FROM long GROUP BY ALL
    ), told AS MATERIALIZED (SELECT unit, week, {sums} FROM legs GROUP BY ALL
    ), grid AS (
      SELECT unit, unnest(generate_series((SELECT min(week) FROM events),
        (SELECT greatest(max(week), max(last_week) FILTER (fine AND deaths IS NOT NULL)) FROM events),
        INTERVAL 7 DAY))::DATE AS week
      FROM (SELECT DISTINCT unit FROM told)
    ), wide AS (SELECT * FROM grid LEFT JOIN told USING (unit, week))
    {" UNION ALL ".join(_row(name) for name in NAMES)}
    """


def _each(letter: str) -> list[str]:
    return [f"{letter}_{name}" for name in NAMES]


def _leg(role: str, unit: str, there: str, first: str) -> str:
    def count(name: str, also: str) -> str:
        by, mask = MASKS[name]
        return f"count(*) FILTER ({also} AND status = 'occurred' AND {mask})" if by == role else "0"

    dead = (
        f"status = 'occurred' AND fine AND deaths IS NOT NULL AND last_week <= week AND {MASKS['deaths'][1]}"
    )
    return f"""
      SELECT {unit} AS unit, week, count(*) FILTER (fine AND status <> 'planned') AS told,
        coalesce(sum(coalesce(mentions, 1)) FILTER (fine AND status <> 'planned' AND ({first})), 0) AS volume,
        {f"sum(deaths) FILTER ({dead})" if role == "place" else "0"} AS dead,
        {f"count(*) FILTER ({dead})" if role == "place" else "0"} AS dead_told,
        {"0" if role == "place" else "count(*) FILTER (fine AND status = 'occurred' AND quad IS NOT NULL)"} AS acts,
        {", ".join(f"{count(name, 'fine')} AS n_{name}" for name in NAMES)},
        {", ".join(f"{count(name, 'NOT fine')} AS l_{name}" for name in NAMES)}
      FROM events WHERE part = 1 AND {there} GROUP BY ALL"""


def _row(name: str) -> str:
    known = "(coalesce(volume, 0) > 0 OR coalesce(told, 0) > 0)"
    value, events = f"CASE WHEN {known} THEN coalesce(n_{name}, 0)::DOUBLE END", f"coalesce(n_{name}, 0)"
    corrected = f"CASE WHEN volume > 0 THEN 100 * ({value}) / volume END"
    if name == "deaths":
        value = f"CASE WHEN dead_told > 0 THEN dead WHEN {known} AND n_deaths = 0 THEN 0 END"
        corrected, events = value, "coalesce(dead_told, 0)"
    elif name == "negative_share":
        corrected = value = f"CASE WHEN acts > 0 THEN n_{name} / acts::DOUBLE END"
    elif name == "commitments_kept":
        corrected = value
    return f"""SELECT unit, week AS period, '{name}' AS indicator, ({value})::DOUBLE AS value,
      ({corrected})::DOUBLE AS corrected, {events} AS events, coalesce(volume, 0) AS reported,
      coalesce(l_{name}, 0) AS left_out FROM wide"""


READ = (
    "part status first last date_precision country actor recipient type mode quad issues deaths mentions ended_at low high"
).split()


def in_pandas(files: list[str]) -> pd.DataFrame:
    """The values of the panel in pandas, without the coarse dates and the long events' later weeks: less work than ours."""
    rows = pd.concat([pd.read_parquet(file, columns=READ) for file in files], ignore_index=True)
    rows = rows[rows.ended_at.isna() & (rows.low <= 0) & (rows.high >= 0) & (rows.part == 1)]
    rows = rows[rows.date_precision.isin(["day", "week"])]
    first = pd.to_datetime(rows["first"])
    rows["week"] = first - pd.to_timedelta(first.dt.weekday, unit="D")
    border = rows.issues.map(lambda issues: issues is not None and "border" in issues)
    type_, mode, quad = rows.type, rows["mode"], rows.quad
    rows["material_conflict"] = quad == "material conflict"
    rows["threats"] = type_ == "THREATEN"
    rows["closures"] = ((type_ == "SANCTION") & (mode == "closure")) | (
        type_.isin(["SANCTION", "COERCE"]) & border
    )
    rows["incidents_without_deaths"] = type_.isin(["ASSAULT", "PROTEST"]) & (rows.deaths.fillna(0) == 0)
    rows["deaths"] = rows.deaths.where(rows.material_conflict)
    rows["negative_share"] = quad.isin(["verbal conflict", "material conflict"])
    rows["talks"] = type_ == "CONSULT"
    rows["agreements"] = (type_ == "AGREE") & (mode != "kept")
    rows["joint_work"] = (type_.isin(["CONSULT", "COOPERATE"]) & mode.isin(["commission", "patrol"])) | (
        (type_ == "COOPERATE") & border
    )
    rows["crossings_opened"] = ((type_ == "CONCEDE") & border) | (
        (type_ == "COOPERATE") & (mode == "opening") & border
    )
    rows["commitments_kept"] = (type_ == "AGREE") & (mode == "kept")
    legs = []
    for role, unit, _, _ in LEGS:
        leg = rows[rows[unit].notna()]
        if unit == "recipient":
            leg = leg[~(leg.recipient == leg.actor)]
        names = [name for name in NAMES if MASKS[name][0] == role]
        volume = leg.mentions if unit == "country" else leg.mentions.where(leg.country != leg[unit], 0)
        legs.append(
            leg.assign(volume=volume, acts=1)
            .groupby([leg[unit].rename("unit"), "week"])[[*names, "volume", "acts"]]
            .sum()
        )
        if role == "place":
            legs[-1] = legs[-1].drop(columns="acts")
    wide = pd.concat(legs).groupby(level=[0, 1]).sum()
    units, weeks = wide.index.levels
    everywhere = pd.date_range(weeks.min(), weeks.max(), freq="7D")
    wide = wide.reindex(pd.MultiIndex.from_product([units, everywhere], names=["unit", "week"]))
    wide["negative_share"] /= wide.acts
    value = wide[list(NAMES)].stack().rename("value")
    counts = [n for n in NAMES if n not in ("deaths", "negative_share", "commitments_kept")]
    corrected = wide[list(NAMES)].copy()
    corrected[counts] = 100 * corrected[counts].div(wide.volume, axis=0)
    return pd.concat([value, corrected.stack().rename("corrected")], axis=1).reset_index()
