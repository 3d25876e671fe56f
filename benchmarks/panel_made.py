"""Made-up events in the manner of GDELT, as many as wanted: a few states in most of them, most types seldom, ten years.

Fifty million rows are ten years of it, fewer its beginning. Seeded, in files of five million rows, in the columns of the table of events. A part in a hundred has issues, deaths,
several days or a coarse date, which GDELT has not, so that every rule of the panel is at work.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sarez.intake.tables.schema import schema
from sarez.vocabulary.events import load_events

CHUNK, FILE, WHOLE = 1_000_000, 5_000_000, 50_000_000
BEGUN, DAYS = date(2015, 2, 18), 3_600
STATES = 220
# Shares of the types in the order of the vocabulary: GDELT is mostly talk, and its conflict mostly coercion and fights.
SHARES = (6, 27, 18, 2, 4, 3, 2, 7, 6, 3, 2, 2, 2, 1, 7, 8)


def make(folder: Path, rows: int) -> list[Path]:
    """The files of so many rows; those there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for number in range(-(-rows // FILE)):
        here = min(FILE, rows - number * FILE)
        path = folder / f"events-{number:02}-{here}.parquet"
        if not path.exists():
            draft = path.with_suffix(".draft")
            with pq.ParquetWriter(draft, schema(), compression="zstd") as writer:
                for begun in range(0, here, CHUNK):
                    first = number * FILE + begun
                    writer.write_table(_chunk(first, min(CHUNK, here - begun)))
            draft.rename(path)
        files.append(path)
    return files


def _chunk(first: int, n: int) -> pa.Table:
    """The rows numbered from `first`; dates go on with the numbers, as in an archive."""
    rng = np.random.default_rng(first)
    types = list(load_events().values())
    kind = rng.choice(len(types), n, p=np.array(SHARES) / sum(SHARES)).astype(np.int8)
    begun = np.datetime64(BEGUN, "D") + np.sort((first + rng.integers(0, n, n)) * DAYS // WHOLE).astype(
        "m8[D]"
    )
    rare = rng.random(n)
    long = np.where(rare < 0.002, rng.integers(1, 60, n), 0)
    coarse = (rare > 0.002) & (rare < 0.005)
    ended = begun + np.where(coarse, 29, long).astype("m8[D]")
    deadly = (kind == len(types) - 1) & (rng.random(n) < 0.1)
    stamp = (begun.astype("M8[us]") + np.timedelta64(1, "D")).astype("int64")
    stamps = pa.array(stamp, pa.int64()).cast(pa.timestamp("us", "UTC"))
    columns = {
        "id": pa.array(np.arange(first, first + n)).cast(pa.string()),
        "part": pa.array(np.ones(n, np.int8)),
        "source": _same("gdelt", n),
        "version": _same("made", n),
        "actor": _state(rng, n, 0.25),
        "recipient": _state(rng, n, 0.45),
        "type": _words([t.name for t in types], kind),
        "mode": _mode(rng, types, kind),
        "quad": _words([t.quad for t in types], kind),
        "intensity": pa.array(np.array([t.weight for t in types])[kind]),
        "status": _same("occurred", n),
        "first": pa.array(begun),
        "last": pa.array(ended),
        "date_precision": _words(["day", "month"], coarse.astype(np.int8)),
        "country": _state(rng, n, 0.1),
        "place_precision": _same("country", n),
        "deaths": pa.array(rng.geometric(0.3, n).astype(np.int32), mask=~deadly),
        "issues": _issues(rng, n),
        "mentions": pa.array(rng.geometric(0.2, n).astype(np.int32)),
        "published": stamps,
        "known_at": stamps,
        "low": pa.array(np.zeros(n, np.int8)),
        "high": pa.array(np.full(n, 4, np.int8)),
    }
    return pa.table(
        [columns[f.name].cast(f.type) if f.name in columns else pa.nulls(n, f.type) for f in schema()],
        schema=schema(),
    )


def _same(word: str, n: int) -> pa.Array:
    return _words([word], np.zeros(n, np.int8))


def _words(words: list[str], which: np.ndarray, mask: np.ndarray | None = None) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(which, mask=mask), pa.array(words))


def _state(rng: np.random.Generator, n: int, empty: float) -> pa.Array:
    """States by a power law: the first in a fifth of the rows."""
    codes = [f"{chr(65 + i // 26 % 26)}{chr(65 + i % 26)}X" for i in range(STATES)]
    share = 1 / np.arange(1, STATES + 1)
    which = np.searchsorted(np.cumsum(share / share.sum()), rng.random(n)).clip(max=STATES - 1)
    return _words(codes, which.astype(np.int16), rng.random(n) < empty)


def _mode(rng: np.random.Generator, types: list, kind: np.ndarray) -> pa.Array:
    modes = sorted({mode for t in types for mode in t.modes})
    most = max(len(t.modes) for t in types)
    table = np.array([[modes.index(t.modes[i % len(t.modes)]) for i in range(most)] for t in types], np.int16)
    return _words(modes, table[kind, rng.integers(0, most, len(kind))], rng.random(len(kind)) < 0.5)


def _issues(rng: np.random.Generator, n: int) -> pa.Array:
    """One issue or two in a row of twenty."""
    count = np.where(rng.random(n) < 0.05, rng.integers(1, 3, n), 0)
    offsets = np.r_[0, np.cumsum(count)].astype(np.int32)
    first = rng.integers(0, 3, int(offsets[-1]))
    values = _words(["border", "water", "energy"], first.astype(np.int8)).cast(pa.string())
    return pa.ListArray.from_arrays(pa.array(offsets), values, mask=pa.array(count == 0))
