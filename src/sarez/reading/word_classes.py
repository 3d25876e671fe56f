"""Words of like meaning: three divisions of common English words, from coarse to fine.

The table is `lexicon/word_classes.txt` (`word coarse middle fine`), made by `scripts/make_word_classes.py` from the word
vectors of a published model. It lets what was learned of "arrest" speak for "apprehend".
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

Classes = tuple[str, str, str]


@lru_cache(maxsize=1)
def load_classes() -> dict[str, Classes]:
    """Lemma → its coarse, middle and fine class."""
    path = resources.files("sarez.reading").joinpath("lexicon/word_classes.txt")
    classes: dict[str, Classes] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, numbers = line.partition(" ")
        if numbers and not word.startswith("#"):
            coarse, middle, fine = numbers.split()
            classes[word] = (coarse, middle, fine)
    return classes
