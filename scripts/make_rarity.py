"""Count in how many of the annotated reports each stem stands, and write src/sarez/reading/lexicon/rarity.txt.

    python scripts/make_rarity.py

What is rare is told by reports of the kind a desk reads, not by a dictionary, and is the same on every desk.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sarez.reading.stems import stems

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src" / "sarez" / "reading" / "lexicon" / "rarity.txt"
FEWEST = 2


def main() -> None:
    """Count and write."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "gold").glob("*/*.txt"))]
    counts = Counter(stem for text in texts for stem in set(stems(text)) if not stem.isdigit())
    lines = [
        "# Made by scripts/make_rarity.py: how many annotated reports there are, then each stem and how many have it."
    ]
    lines += [f"{len(texts)}", *(f"{stem} {n}" for stem, n in sorted(counts.items()) if n >= FEWEST)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(texts)} reports, {len(lines) - 2} stems")


if __name__ == "__main__":
    main()
