"""What proposals say, in the language asked for: wording.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sarez.vocabulary.measures import Words, read_sentences

PATH = Path(__file__).parent / "wording.yaml"


@lru_cache(maxsize=2)
def sentences(path: Path = PATH) -> Mapping[str, Words]:
    """The sentences by their keys. DataError on a bad file."""
    return read_sentences(path)


def say(key: str, language: str = "en", /, **filled: object) -> str:
    """A sentence with its blanks filled."""
    return sentences()[key].told(language).format(**filled)


def figure(value: float) -> str:
    """A number as people write it: no more than two decimals, none that say nothing."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """A probability in whole percent, `<1` and `>99` at its ends."""
    if 0 < value < 0.01:
        return "<1"
    if 0.99 < value < 1:
        return ">99"
    return f"{100 * value:.0f}"
