"""The texts that the speed of the reader is measured on: reports of the region, and news from elsewhere."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sarez.intake.report import Report

ROOT = Path(__file__).parents[1]
REGIONAL = (ROOT / "gold" / "dev", ROOT / "gold" / "practice", ROOT / "src" / "sarez" / "sample")
ELSEWHERE = ROOT / "benchmarks" / "elsewhere.txt"
PARAGRAPHS = 5  # to a report from elsewhere, which makes it as long as those of the region
SYLLABLES = "ba ko lin dra mur tes ova shi gul zan per ik ald ro ven".split()


def regional() -> list[Report]:
    """The annotated reports and the sample chronicle."""
    files = [file for folder in REGIONAL for file in sorted(folder.glob("*.txt"))]
    return [Report(file.name, file.read_text(encoding="utf-8")) for file in files]


def elsewhere(seed: int) -> Report:
    """A report on other parts of the world: some paragraphs of elsewhere.txt under a headline."""
    paragraphs = ELSEWHERE.read_text(encoding="utf-8").strip().split("\n\n")
    told = random.Random(seed).sample(paragraphs, PARAGRAPHS)
    return Report(f"elsewhere-{seed}.txt", "\n\n".join(["News of the day in brief", *told]))


def mixed(count: int, *, is_new: bool = False) -> Iterator[Report]:
    """A stream of which four fifths concern nothing in the region; `is_new` strews each with names never met before."""
    own = regional()
    for i in range(count):
        report = elsewhere(i) if i % 5 else own[i // 5 % len(own)]
        yield _strewn(report, i) if is_new else report


def _strewn(report: Report, seed: int) -> Report:
    chance = random.Random(seed)

    def name() -> str:
        return "".join(chance.choices(SYLLABLES, k=4)).capitalize()

    lines = [
        f"{line} So said {name()} {name()} of {name()} to {chance.randrange(10**6)} readers."
        for line in report.text.split("\n")
        if line
    ]
    return replace(report, file=f"{seed}-{report.file}", text="\n\n".join(lines))
