"""How fast Sarez reads, as ratios in one run with named baselines; the figures go to build/bench.json.

`benchmarks/bench.py [--quick] [--only cost,gate,workers,memory,start,region]`. Ratios of CPU time, except where wall time
is what is asked (workers, cold start). The parts that need minutes are shorter with `--quick`, and mean less.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from clocks import child, cpu_of_all, paired, ratio, say, told_by
from streams import mixed, regional

ROOT = Path(__file__).parents[1]
WRITTEN = ROOT / "build" / "bench.json"
PAIRS, QUICK_PAIRS = 15, 5
STREAM, QUICK_STREAM = 400, 100  # reports, a fifth of the region
LONG, QUICK_LONG = 20_000, 2_000
EARLY = 0.1  # of the long stream: where memory is first looked at
SHARE, QUICK_SHARE = 1500, 400  # reports read by one worker, then by two


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and the bound it should keep: at most or at least; without a bound it is told for comparison."""

    name: str
    value: float
    most: float | None = None
    least: float | None = None

    @property
    def is_kept(self) -> bool:
        return (self.most is None or self.value <= self.most) and (
            self.least is None or self.value >= self.least
        )

    def __str__(self) -> str:
        bound = (
            f"at most {self.most:g}"
            if self.most is not None
            else f"at least {self.least:g}"
            if self.least is not None
            else ""
        )
        verdict = ("PASS " if self.is_kept else "short") if bound else "     "
        return f"{verdict}  {self.name:66s}{self.value:10.3f}   {bound}"


def bare_pipeline() -> Any:
    """The model's pipeline as spaCy loads it, with the pipes that the reader uses and nothing of ours."""
    import spacy

    from sarez.reading.model import DEFAULT, UNUSED

    return spacy.load(DEFAULT, exclude=list(UNUSED))


def cost(quick: bool) -> Iterator[Figure]:
    """What reading adds to the bare pipeline: same model, same passages, in turn."""
    from sarez.reading.paragraphs import split
    from sarez.reading.parsed import readable
    from sarez.reading.reader import load_reader

    reader, nlp, reports = load_reader(all_topics=True), bare_pipeline(), regional()
    assert nlp.pipe_names == reader.model.nlp.pipe_names
    list(reader.read_many(reports))
    list(nlp.pipe(r.text for r in reports))
    share = 24
    portions = [reports[i : i + share] for i in range(0, len(reports) - share + 1, share)]
    pairs = []
    for part in itertools.islice(itertools.cycle(portions), QUICK_PAIRS if quick else PAIRS):
        texts = [r.text[p.start : p.end] for r in part for p in readable(r.text, split(r.text))]
        pairs.append(
            (
                lambda part=part: list(reader.read_many(part)),
                lambda texts=texts: list(nlp.pipe(texts)),
            )
        )
    reading, bare = paired(pairs)
    yield Figure("reading / bare spaCy pipeline, same passages (CPU)", ratio(reading, bare), most=1.4)
    read = sum(len(part) for part in itertools.islice(itertools.cycle(portions), len(pairs)))
    yield Figure("reports read a second of CPU, none passed over", read / sum(reading))


def gate(quick: bool) -> Iterator[Figure]:
    """What is saved on a stream of which four fifths concern nothing in the region, and what is lost by it."""
    from sarez.reading.paragraphs import split
    from sarez.reading.parsed import readable
    from sarez.reading.reader import load_reader

    gated, everything, nlp = load_reader(), load_reader(all_topics=True), bare_pipeline()
    stream = list(mixed(QUICK_STREAM if quick else STREAM))
    parts = [stream[i : i + 50] for i in range(0, len(stream), 50)]
    list(gated.read_many(parts[0]))
    list(nlp.pipe(r.text for r in parts[0]))
    texts = [
        [r.text[p.start : p.end] for r in part for p in readable(r.text, split(r.text))] for part in parts
    ]
    bare, reading = paired(
        (lambda t=t: list(nlp.pipe(t)), lambda p=p: list(gated.read_many(p)))
        for t, p in zip(texts, parts, strict=True)
    )
    yield Figure("parsing everything / reading with the gate (CPU)", ratio(bare, reading), least=3)
    whole, reading = paired(
        (lambda p=p: list(everything.read_many(p)), lambda p=p: list(gated.read_many(p)))
        for p in parts[: len(parts) // 2]
    )
    yield Figure("reading everything / reading with the gate (CPU)", ratio(whole, reading), least=3)
    own = regional()
    kept = sum(len(r.events) for r in gated.read_many(own))
    yield Figure(
        "events lost by the gate in reports of the region",
        sum(len(r.events) for r in everything.read_many(own)) - kept,
        most=0,
    )
    yield Figure("events read in them", kept)


def workers(quick: bool) -> Iterator[Figure]:
    """Two workers against one: reports a second of wall time once all are at work, and how long they take to start."""
    one, start, alone = _rate(1, quick)
    yield Figure("one worker: reports a second (wall)", one)
    yield Figure("one worker: seconds to the first reading", start)
    two, start, both = _rate(2, quick)
    yield Figure("two workers: reports a second (wall)", two)
    yield Figure("two workers: seconds to the first reading", start)
    yield Figure("CPU spent by two workers / by one, starting included", both / alone)
    yield Figure("two workers / one worker (wall; needs two idle cores)", two / one, least=1.7)


def _rate(count: int, quick: bool) -> tuple[float, float, float]:
    """Reports a second, seconds to the first reading, and CPU seconds of all processes."""
    from sarez.cli.workers import Settings, read_all

    reports = list(itertools.islice(itertools.cycle(regional()), QUICK_SHARE if quick else SHARE))
    warm = 192  # twice what two workers hold ahead: all are at work by then
    spent, began = cpu_of_all(), time.perf_counter()
    marks = [time.perf_counter() for _ in read_all(reports, Settings(), workers=count)]
    last = len(marks) - 1
    return (last - warm) / (marks[last] - marks[warm]), marks[0] - began, cpu_of_all() - spent


MEMORY = """
import sys
import psutil
sys.path.insert(0, sys.argv[1])
from clocks import say
from streams import mixed
from sarez.reading.reader import load_reader
count, early = int(sys.argv[2]), int(sys.argv[3])
me, seen, most = psutil.Process(), [], 0
for i, reading in enumerate(load_reader().read_many(mixed(count, is_new=True)), 1):
    if i % 100 == 0 or i == count:
        now = me.memory_info().rss / 2**20
        most = max(most, now)
        if i == early or i == count:
            seen.append(most if i == early else now)
    if i % max(1, count // 10) == 0:
        say(f"  {i} of {count} reports, {now:.0f} MB")
print(*seen, most)
"""


def memory(quick: bool) -> Iterator[Figure]:
    """The memory of one worker on a long stream, full of names never met before."""
    count = QUICK_LONG if quick else LONG
    early, late, most = told_by(MEMORY, str(ROOT / "benchmarks"), str(count), str(int(count * EARLY)))
    yield Figure(f"MB after {count * EARLY:.0f} reports (most so far)", early)
    yield Figure(f"MB after {count} reports", late)
    yield Figure(f"memory after {count} / after {count * EARLY:.0f} reports", late / early, most=1.1)
    yield Figure("most MB a worker ever takes", most, most=700)


COLD = "from sarez.reading.reader import read; r = read('Kyrgyz and Tajik border guards exchanged fire near Kok-Tash on 29 April 2021.'); assert r.events"
REGION = """
import time
began = time.process_time()
from sarez.region.region import load_region
imported = time.process_time()
region = load_region()
loaded = time.process_time()
def each(look, names):
    began = time.perf_counter()
    for _ in range(200):
        for name in names: look(name)
    return (time.perf_counter() - began) / 200 / len(names) * 1e6
places = each(region.places.lookup, ['Osh', 'Vorukh', 'Kok-Tash', 'Lake Sarez', 'Termez', 'Ферганская долина'])
actors = each(region.actors.lookup, ['Kyrgyz', 'UNRCCA', 'Taliban', 'Tashkent', 'Ak Orda', 'IFAS'])
print(loaded - imported, places, actors)
"""


def start(quick: bool) -> Iterator[Figure]:
    """A process of its own: from nothing to the first reading, and the command's own help."""
    times = 3 if quick else 5
    walls, cpus = zip(*(child(["-c", COLD]) for _ in range(times)), strict=True)
    yield Figure("cold start to the first reading, seconds (wall)", median(walls), most=5)
    yield Figure("cold start to the first reading, seconds (CPU)", median(cpus))
    helps = [child(["-m", "sarez.cli", "--help"])[1] for _ in range(times)]
    yield Figure("sarez --help, seconds (CPU)", median(helps), most=0.3)


def region(quick: bool) -> Iterator[Figure]:
    """The region's data: loading all of it, and one look-up."""
    told = [told_by(REGION) for _ in range(3 if quick else 5)]
    load, places, actors = (median(column) for column in zip(*told, strict=True))
    yield Figure("loading the region, seconds (CPU)", load, most=0.2)
    yield Figure("looking up a place, microseconds", places, most=100)
    yield Figure("looking up an actor, microseconds", actors, most=100)


PARTS: dict[str, Callable[[bool], Iterator[Figure]]] = {
    "cost": cost,
    "gate": gate,
    "start": start,
    "region": region,
    "workers": workers,
    "memory": memory,
}


def main(arguments: list[str]) -> int:
    """Measure, print and write the figures; those of a part left out stay as they were written last."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="shorter, for a first look")
    parser.add_argument("--only", default=",".join(PARTS), help="the parts to measure, with commas between")
    asked = parser.parse_args(arguments)
    figures = json.loads(WRITTEN.read_text(encoding="utf-8")) if WRITTEN.is_file() else {}
    for name in asked.only.split(","):
        say(f"{name}: {(PARTS[name].__doc__ or '').splitlines()[0]}")
        for figure in PARTS[name](asked.quick):
            print(figure, flush=True)
            figures[figure.name] = round(figure.value, 4)
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"\nwritten to {WRITTEN.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":  # workers are started anew and import this file
    sys.exit(main(sys.argv[1:]))
