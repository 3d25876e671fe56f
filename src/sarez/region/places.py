"""Places: what a region's gazetteer knows of a name, and the places that a text names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sarez.errors import DataError
from sarez.region.names import Match, NameIndex, fold, key
from sarez.region.place_text import has_cue, is_of_a_person_or_paper

GEONAMES, SAREZ = "GeoNames", "Sarez"
SETTLEMENTS = frozenset({"city", "capital", "town", "village", "settlement"})
GREAT, SMALL = 300_000, 20_000  # a great city of the world goes before a small regional namesake
BRACKETS = re.compile(r"\s*\([^)]*\)")
CONTEXT = re.compile(r",\s*|\s+\(|\s+(?:of|in)\s+(?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the gazetteer knows.

    `lat`, `lon` in degrees (a middle point for areas); `country` an ISO alpha-3 code, None where shared or on a border;
    `states` all the states that it touches; `source` whose record it is, `GeoNames` or `Sarez`.
    """

    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    kind: str
    source: str
    population: int = 0
    states: tuple[str, ...] = ()
    note: str = ""


class Places:
    """The places of a region and the great ones of the world, by every name they have."""

    def __init__(self, home: frozenset[str], words: dict[tuple[str, ...], tuple[str, ...]]) -> None:
        self.home = home
        self._words = words
        self._index: NameIndex[Place] = NameIndex()
        self._names: list[str] = []
        self._states: dict[tuple[str, ...], list[Place]] = {}
        self._bare: NameIndex[Place] = NameIndex()
        self._quiet: set[tuple[str, ...]] = set()
        self._cued: set[Place] = set()

    @classmethod
    def load(cls, folder: Path) -> Places:
        """The places of the region in `folder` (`places_*.csv`); raises `DataError` when a file is missing or broken."""
        try:
            return _load(folder)
        except (OSError, KeyError, ValueError) as error:
            raise DataError(
                f"The places in {folder} cannot be read ({error!r}). Restore the file or correct the row it names."
            ) from error

    def __len__(self) -> int:
        return len(self._index)

    def lookup(self, name: str) -> Place | None:
        """The best place of that name, None if nothing is known.

        The home region goes before the world, an own name before a variant, a curated record before GeoNames', more
        people before fewer; a generic word (“Naryn oblast”, “village of Ak-Sai”) prefers its kind, and a context
        (“Ak-Sai village of Batken region”) its province and state. Spelling is tolerated if nothing matches exactly.
        """
        found = self.candidates(name)
        if found:
            return found[0]
        from sarez.region.place_spelling import nearest

        best = nearest(self._strip(key(name))[0] or key(name), self._sounds)
        return self._ranked(self._index.get(best), best, (), None)[0] if best else None

    def candidates(self, name: str) -> tuple[Place, ...]:
        """All places of exactly that name, however it joins or splits its words, the best first."""
        found = self._named(name, None)
        if found:
            return found
        for cut in CONTEXT.finditer(name):
            head, rest = name[: cut.start()], name[cut.end() :].rstrip(") ")
            if key(head) in self._words:
                continue  # “city of”, “Sea of”
            around = self.candidates(rest)
            found = self._named(head, around[0] if around else None)
            if found:
                return found
        return ()

    def find(self, text: str) -> list[Match[Place]]:
        """The places named in `text`, with a generic word that follows (“At-Bashi district”); values best first.

        A name that is also a word or a person's (`places_quiet.csv`), or a lesser city of the far world, counts only after
        “in”, “near” … or beside a generic word. Names of states are left to the actors.
        """
        out: list[Match[Place]] = []
        for match in self._index.find(text):
            words = key(text[match.start : match.end])
            end, kinds = self._generic_after(text, match.end)
            before = self._generic_before(text, match.start)
            is_named_as_place = bool(kinds or before) or has_cue(text, match.start, match.end)
            values = match.values
            if words in self._quiet and not is_named_as_place:
                continue
            if not is_named_as_place:
                values = tuple(p for p in values if p not in self._cued)
            if not values or is_of_a_person_or_paper(text, match.start, match.end):
                continue
            if kinds and (wanted := self._bare.get(" ".join(words))):
                values += tuple(p for p in wanted if p not in values)
            out.append(Match(match.start, end, self._ranked(values, " ".join(words), kinds or before, None)))
        return out

    def _named(self, name: str, around: Place | None) -> tuple[Place, ...]:
        words = key(name)
        if words[:1] == ("the",):
            words = words[1:]
        if not words:
            return ()
        stripped, kinds = self._strip(words)
        whole, base = " ".join(words), " ".join(stripped)
        found = (*self._index.get(whole), *self._states.get(words, ()))
        if kinds and not found:
            found = (*self._index.get(base), *self._bare.get(base))
        if not found:
            whole = self._squeezed.get("".join(words), "")
            base = whole or self._squeezed.get("".join(stripped), "")
            found = (*self._index.get(base), *(self._bare.get(base) if kinds else ()))
        return self._ranked(tuple(dict.fromkeys(found)), base if kinds else whole, kinds, around)

    def _ranked(
        self, places: tuple[Place, ...], name: str, kinds: tuple[str, ...], around: Place | None
    ) -> tuple[Place, ...]:
        if len(places) < 2:
            return places
        words = key(name)

        def order(place: Place) -> tuple[bool | int, ...]:
            is_home = not self.home.isdisjoint((place.country or "", *place.states))
            is_own = key(BRACKETS.sub("", place.name)) in (words, self._strip(words)[0])
            is_great = is_own and (place.population >= GREAT or place.kind in ("capital", "country"))
            is_small = place.kind in SETTLEMENTS and place.population < SMALL and place.source == GEONAMES
            return (
                around is not None and place.admin1 is not None and place.admin1 == around.admin1,
                around is not None and place.country is not None and place.country == around.country,
                place.kind in kinds,
                place.kind == "country",
                is_home and not is_small or not is_home and is_great,
                is_home,
                is_own,
                place.kind not in ("district", "province") or not is_own and place.kind == "province",
                place.source == SAREZ,
                place.population,
            )

        return tuple(sorted(places, key=order, reverse=True))

    def _strip(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        for count in (3, 2, 1):
            if len(words) > count:
                if kinds := self._words.get(words[-count:]):
                    return words[:-count], kinds
                if (kinds := self._words.get(words[:count])) and (count > 1 or "lake" in words[:1]):
                    return words[count:], kinds
        if len(words) > 1 and words[0] in ("lake", "river", "mount", "port"):
            return words[1:], self._words.get(words[:1], ())
        return words, ()

    def _generic_after(self, text: str, end: int) -> tuple[int, tuple[str, ...]]:
        words = [m for m in re.finditer(r"[^\W\d_]+", text[end : end + 40])][:3]
        for count in range(len(words), 0, -1):
            if text[end : end + words[0].start()] != " ":
                break
            kinds = self._words.get(tuple(fold(m.group()) for m in words[:count]))
            if kinds and text[end + words[0].start() : end + words[count - 1].end()].count("\n") == 0:
                return end + words[count - 1].end(), kinds
        return end, ()

    def _generic_before(self, text: str, start: int) -> tuple[str, ...]:
        words = tuple(fold(w) for w in re.findall(r"[^\W\d_]+", text[max(0, start - 30) : start])[-2:])
        if not text[:start].endswith(" ") or not words:
            return ()
        return self._words.get(words, ()) if len(words) == 2 else ()

    @cached_property
    def _squeezed(self) -> dict[str, str]:
        out: dict[str, str] = {}
        for name in self._names:
            words = key(name)
            out.setdefault("".join(words), " ".join(words))
        return out

    @cached_property
    def _sounds(self) -> dict[str, str]:
        from sarez.region.place_spelling import sound

        out: dict[str, str] = {}
        for squeezed, name in self._squeezed.items():
            out.setdefault(sound(squeezed), name)
        return out

    def _add(self, place: Place, variants: str) -> None:
        names = [place.name, *variants.split("|")] if variants else [place.name]
        if "(" in place.name:
            names[0] = BRACKETS.sub("", place.name)
        self._names += names
        for name in names:
            self._index.add(name, place)
        if place.kind in ("province", "district", "river", "lake", "border_post"):
            bare = self._strip(key(names[0]))[0]
            self._bare.add(" ".join(bare), place)
            if place.kind in ("province", "district") and not self._index.get(" ".join(bare)):
                self._index.add(bare[0].title() + " " + " ".join(bare[1:]), place)
                self._names.append(" ".join(bare))
