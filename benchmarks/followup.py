"""How well the later reports that bear on a promise are found, beside plain word overlap."""

from __future__ import annotations

from pathlib import Path

from sarez.reading.bearing.links import baseline, by_bearing, load_chronicle, measure

ROOT = Path(__file__).parents[1]
CHRONICLES = {
    "sample": ROOT / "src" / "sarez" / "sample",
    "followup a": ROOT / "gold" / "followup" / "a",
    "followup c": ROOT / "gold" / "followup" / "c",
    "followup d": ROOT / "gold" / "followup" / "d",
    "followup b": ROOT / "gold" / "followup" / "b",
}
"""The last was never learned from."""
MOST_FOR_NOTHING = 0.1


def figures() -> dict[str, float]:
    """Print the figures of every chronicle; by name."""
    print(
        f"{'':12s}{'links':>6s}{'among first 3':>15s}{'for nothing':>13s}{'reads right':>18s}{'word overlap: among, for nothing':>36s}"
    )
    found: dict[str, float] = {}
    for name, folder in CHRONICLES.items():
        chronicle = load_chronicle(folder)
        ours, plain = measure(chronicle, by_bearing(chronicle)), baseline(chronicle, MOST_FOR_NOTHING)
        links = sum(len(link.evidence) for link in chronicle.links)
        reads = f"{ours.reads_right:.3f} of {ours.reads_so:.3f}"
        print(
            f"{name:12s}{links:6d}{ours.among_first:15.3f}{ours.for_nothing:13.3f}{reads:>18s}"
            f"{plain.among_first:28.3f}{plain.for_nothing:8.3f}"
        )
        found |= {
            f"{name}: follow-up among first": round(ours.among_first, 4),
            f"{name}: follow-up for nothing": round(ours.for_nothing, 4),
            f"{name}: word overlap among first": round(plain.among_first, 4),
        }
    return found
