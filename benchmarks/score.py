"""Score the reader on the annotated reports, leave the figures in build/score.json, compare with the pinned ones.

`benchmarks/score.py [--pin]`: exits 1 when a pinned figure falls more than TOLERANCE below its pin; `--pin` writes
the figures of now as the pins.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import followup
import plover

from sarez.cli.score import golds_in, read_texts
from sarez.cli.workers import Settings
from sarez.reading.scoring import Figure, score

ROOT = Path(__file__).parents[1]
PINNED = ROOT / "benchmarks" / "pinned.json"
WRITTEN = ROOT / "build" / "score.json"
SETS = {
    "dev": ROOT / "gold" / "dev",
    "practice": ROOT / "gold" / "practice",
    "check": ROOT / "gold" / "check",
    "seeds": ROOT.parent / "shared" / "gold" / "seeds",
}
PINNED_SETS = ("dev", "practice", "check")  # those that every checkout has
TOLERANCE = 0.02


def score_set(folder: Path) -> list[Figure]:
    """The figures of the reader on a folder of annotated reports."""
    golds = golds_in(folder)
    return score(golds, read_texts(folder, golds, Settings()))


def fallen(figures: dict[str, float], pins: dict[str, float]) -> list[str]:
    """The pinned figures that are lower than they may be, each as a line. A pin without a figure has fallen too."""
    lines = []
    for name, pin in pins.items():
        value = figures.get(name)
        if value is None:
            lines.append(f"{name}: pinned at {pin:.3f}, not measured")
        elif value < pin - TOLERANCE:
            lines.append(f"{name}: {value:.3f}, pinned at {pin:.3f}")
    return lines


def main(arguments: list[str]) -> int:
    """Score every set that is here."""
    figures: dict[str, float] = {}
    for name, folder in SETS.items():
        if not folder.is_dir():
            continue
        print(f"\n{name}: {len(list(folder.glob('*.json')))} reports")
        for figure in score_set(folder):
            print(figure)
            if figure.value == figure.value:  # a share of nothing is no number
                figures[f"{name}: {figure.name}"] = round(figure.value, 4)
    print("\nfollow-up of promises (chronicles whose links people wrote)")
    figures.update(followup.figures())
    print("\nsingle sentences of world news (PLOVER's gold standard records)")
    sentences = plover.figures()
    plover.show(sentences)
    figures.update(sentences)
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(f"\nwritten to {WRITTEN.relative_to(ROOT)}")
    if "--pin" in arguments:
        pins = {name: value for name, value in figures.items() if name.split(":")[0] in PINNED_SETS}
        PINNED.write_text(json.dumps(pins, indent=1) + "\n", encoding="utf-8")
        return 0
    pins = json.loads(PINNED.read_text(encoding="utf-8")) if PINNED.is_file() else {}
    lines = fallen(figures, pins)
    print(*(f"fallen: {line}" for line in lines), sep="\n", end="\n" if lines else "")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
