"""The panel: units by periods by indicators, from the table of events, as known on a date and for a clearance.

with duckdb_engine() as engine:
    rows = panel(engine.table("events.parquet"), "country", "week", load_indicators().values())
    for series in series_of(rows):
        ...
"""

from sarez.watch.panel.behind import members
from sarez.watch.panel.engines import Engine, EngineError, duckdb_engine, spark_engine
from sarez.watch.panel.indicator import Acts, Indicator, IndicatorError, load_indicators, load_sources
from sarez.watch.panel.known import as_known
from sarez.watch.panel.lines import series_of
from sarez.watch.panel.query import panel

__all__ = [
    "Acts",
    "Engine",
    "EngineError",
    "Indicator",
    "IndicatorError",
    "as_known",
    "duckdb_engine",
    "load_indicators",
    "load_sources",
    "members",
    "panel",
    "series_of",
    "spark_engine",
]
