"""Other spellings of a word that was asked for: the other alphabet always, near spellings where it stands nowhere.

Nothing is named that does not stand in a document the viewer may see: each candidate is asked of the index with the
viewer's clearance and day, and shown in the form in which such a document writes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.search.index import text_of
from sarez.desk.search.models import Document, Stem
from sarez.desk.search.newest import late
from sarez.desk.search.words import Group, Wanted
from sarez.reading.stems import sound, words

CLOSE = 78.0  # of 100: one letter in four or five may differ; nearer ones come first
MOST_CANDIDATES = 24
MOST_MENDED = 3
MOST_SOUNDING = 6
_OTHER_LENGTH = 2
_BAND = 2.0  # of 100: what is less like the word than the nearest by more is another word


@dataclass(frozen=True, slots=True)
class Mending:
    """A word found under other spellings, as the record writes them."""

    asked: str
    forms: tuple[str, ...]


def sounding_alike(stems: Sequence[str], viewer: Viewer) -> dict[str, tuple[str, ...]]:
    """For each stem those that sound the same, in either alphabet."""
    heard = {stem: sound(stem) for stem in stems}
    found: dict[str, list[str]] = {}
    near = Stem.objects.filter(sound__in=[s for s in heard.values() if s], level__lte=viewer.clearance)
    for stem, same in near.values_list("stem", "sound"):
        found.setdefault(same, []).append(stem)
    return {
        stem: tuple(other for other in found.get(same, ()) if other != stem)[:MOST_SOUNDING]
        for stem, same in heard.items()
    }


def is_seen(group: Group, viewer: Viewer) -> bool:
    """Whether any of these runs of stems stands in a document the viewer may see."""
    return late(Wanted([group]), viewer) is not None


def near_spellings(stem: str, viewer: Viewer) -> tuple[str, ...]:
    """The stems most like this one that stand in what the viewer may see, the nearest first."""
    from rapidfuzz import fuzz, process

    heard = sound(stem)
    if not heard:
        return ()
    shortest, longest = len(heard) - _OTHER_LENGTH, len(heard) + _OTHER_LENGTH
    rows = Stem.objects.filter(sound__startswith=heard[0], level__lte=viewer.clearance).exclude(stem=stem)
    known = {s: k for s, k in rows.values_list("stem", "sound") if shortest <= len(k) <= longest}
    ranked = process.extract(heard, known, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=MOST_CANDIDATES)
    found: list[str] = []
    for _, score, candidate in ranked:
        if score < ranked[0][1] - _BAND:
            break
        if len(found) < MOST_MENDED and is_seen([[candidate]], viewer):
            found.append(candidate)
    return tuple(found)


def written(stem: str, viewer: Viewer) -> str:
    """A stem in the form in which a document filed late that the viewer may see writes it; "" if none does."""
    number = late(Wanted([[[stem]]]), viewer)
    if number is None:
        return ""
    found = Document.objects.select_related("report", "version").get(pk=number)
    text = f"{found.report.title}\n{found.report.text}" if found.report else _text(found)
    return next((text[w.start : w.end] for w in words(text) if w.stem == stem), "")


def _text(document: Document) -> str:
    assert document.version is not None
    return f"{document.version.title}\n{text_of(document.version)}"
