"""A query in steps, in an engine's own words: how DuckDB and Spark are each asked so that they count only once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

MARK = "sarez__"  # begins the names of our steps; each asking has names of its own
KEPT = ("acts",)
"""Steps with a row for each event that are read many times: Spark holds them in memory, and on disk what does not fit."""
COUNTED = ("odd", "told", "coarse")
"""Steps that are far smaller than the events and named more than once: worked out once, whichever the engine."""


def ask(backend: Any, steps: Mapping[str, str]) -> Any:
    """The last of the steps as an Ibis table of a backend. `steps` are SELECTs by name, each over those before it, which
    it names with MARK before the name."""
    mark = f"{MARK}{uuid4().hex}_"
    last = list(steps)[-1]
    words = {step: text.replace(MARK, mark) for step, text in steps.items()}
    (_in_spark if backend.name == "pyspark" else _in_duckdb)(backend, words, mark)
    return backend.table(f"{mark}{last}")


def _in_duckdb(backend: Any, steps: Mapping[str, str], mark: str) -> None:
    """Views, and in the last of them those that are counted once: nothing is worked out yet."""
    once = [f"{mark}{step} AS MATERIALIZED ({words})" for step, words in steps.items() if step in COUNTED]
    last = list(steps)[-1]
    for step, words in steps.items():
        if step == last and once:
            words = f"WITH {', '.join(once)} SELECT * FROM ({words}) AS asked"
        if step not in COUNTED:
            backend.raw_sql(f"CREATE TEMPORARY VIEW {mark}{step} AS {words}")


def _in_spark(backend: Any, steps: Mapping[str, str], mark: str) -> None:
    """Frames, of which those that are counted once are worked out now.

    Spark puts a view's whole text in each place that names it and plans all of that anew: a panel of eleven indicators
    as views of views took it minutes. A frame is planned once, and of one that is worked out only its rows are left.
    """
    for step, words in steps.items():
        frame = backend._session.sql(words)
        if step in COUNTED:
            frame = frame.localCheckpoint()
        elif step in KEPT:
            frame = frame.persist()
        frame.createOrReplaceTempView(f"{mark}{step}")
