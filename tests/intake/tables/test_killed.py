"""A process that is killed while it adds leaves a store that is as before, or as after."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from sarez.intake.tables.store import Store

ADD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sarez.intake.tables.store import Asked, Store
print("ready", flush=True)
for item in Store(Path(sys.argv[1])).add(Path(sys.argv[2]), Asked(datetime(2026, 5, 1, tzinfo=UTC))):
    pass
"""


@pytest.mark.slow
def test_killed_at_any_moment_the_store_is_whole(bench, rows):
    early = rows.write(
        [rows.ucdp | {"id": str(n), "date_start": "2021-03-01", "date_end": "2021-03-01"} for n in range(500)]
    )
    bench.keep("GEDEvent_v22_1.csv", early)
    late = bench.put("GEDEvent_v23_1.csv", rows.write([rows.ucdp | {"id": str(n)} for n in range(20_000)]))
    chance = random.Random(5)
    for _ in range(8):
        command = [sys.executable, "-c", ADD, str(bench.store.folder), str(late)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None and process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.2, 2.5))
            process.kill()
        versions = [k.version for k in bench.store.versions()]
        known = bench.known("2024-01-01")
        assert versions in (["22.1"], ["22.1", "23.1"]) and len(known) == (
            500 if versions == ["22.1"] else 20_000
        )
        if len(versions) == 2:
            bench.store.remove("ucdp-ged", "23.1")
    bench.keep("GEDEvent_v23_1.csv", late.read_bytes())
    assert len(bench.known("2024-01-01")) == 20_000
    kept = {k.part for k in Store(bench.store.folder).versions()}
    assert kept <= {p.name for p in (bench.store.folder / "parts").iterdir()}
