"""Places: what a region's gazetteer knows of a name, and the places that a text names."""

from __future__ import annotations

import itertools
import re
from functools import cached_property
from pathlib import Path

from sarez.errors import DataError
from sarez.region import place_files
from sarez.region.names import Match, NameIndex, Remembered, fold, key
from sarez.region.place import Place as Place
from sarez.region.place_text import apposed, has_cue, has_surname, is_paper, is_person

Words = tuple[str, ...]

SETTLEMENTS = frozenset({"city", "capital", "town", "village", "settlement"})
KIND_RANK = {**dict.fromkeys(SETTLEMENTS, 3), "province": 2, "district": 1}  # among equals by another name
GREAT, SMALL = 300_000, 20_000  # people: a great city of the world goes before a small namesake in the region
BRACKETS = re.compile(r"\s*\([^)]*\)")
CONTEXT = re.compile(r",\s*|\s+\(|\s+(?:of|in)\s+(?:the\s+)?", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
LEADING = frozenset({("lake",), ("river",), ("mount",), ("port",)})


class Places:
    """The places of a region and the great ones of the world, by every name they have."""

    def __init__(self, generic: dict[Words, Words], quiet: frozenset[Words]) -> None:
        self.home: set[str] = set()
        self._generic = generic
        self._quiet = quiet
        self._cued: set[Place] = set()
        self._names: list[str] = []
        self._called: dict[Place, list[str]] = {}
        self._index: NameIndex[Place] = NameIndex()
        self._bare: NameIndex[Place] = NameIndex()
        self._states: NameIndex[Place] = NameIndex()
        self._search = Remembered(self._found)

    @classmethod
    def load(cls, folder: Path) -> Places:
        """The places of the region in `folder` (its `places_*.csv`); raises `DataError` when a file cannot be used."""
        try:
            places = cls(place_files.generic_words(folder), place_files.quiet_names(folder))
            places._fill(folder)
        except (OSError, ValueError) as error:
            raise DataError(
                f"The places in {folder} cannot be read: {error}. Restore the file or correct the row."
            ) from error
        return places

    def __len__(self) -> int:
        return len(self._index)

    def lookup(self, name: str) -> Place | None:
        """The best place of that name, None if nothing is known.

        The region goes before the world, an own name before a variant, a hand-made record before GeoNames', more people
        before fewer. A generic word (“Naryn oblast”, “village of Ak-Sai”) prefers its kind, a context (“Ak-Sai village of
        Batken region”) its province and state. Misspellings are tolerated if nothing matches exactly.
        """
        found = self.candidates(name)
        if found:
            return found[0]
        from sarez.region.place_spelling import nearest

        words, kinds = self._strip(key(name))
        best = nearest("".join(words), self._sounds)
        found = self._ranked(self._squeezed_places(best), best, kinds, None) if best else ()
        return found[0] if found else None

    def names_of(self, place: Place) -> tuple[str, ...]:
        """Every name that the gazetteer has for a place, its own first."""
        return tuple(dict.fromkeys((place.name, *self._called.get(place, ()))))

    def candidates(self, name: str) -> tuple[Place, ...]:
        """All places of exactly that name, however it joins or splits its words, the best first."""
        found = self._named(name, None)
        if found:
            return found
        for cut in CONTEXT.finditer(name):
            head, rest = name[: cut.start()], name[cut.end() :].rstrip(") ")
            if not head or key(head) in self._generic:
                continue  # “city of …”: the name comes after it
            around = self.candidates(rest)
            found = self._named(head, around[0] if around else None)
            if found:
                return found
        return ()

    def find(self, text: str) -> list[Match[Place]]:
        """The places named in `text`, with the generic word that follows (“At-Bashi district”); values best first.

        A name that is also a word or a person's (`places_quiet.csv`), or a lesser city of the far world, counts only after
        “in”, “near” …, beside a generic word, or before its state. Names of states are left to the actors.
        """
        return self._search(text)

    def _found(self, text: str) -> tuple[Match[Place], ...]:
        found = (self._seen(text, match) for match in self._index.find(text))
        return tuple(match for match in found if match is not None)

    def _seen(self, text: str, match: Match[Place]) -> Match[Place] | None:
        start, values = match.start, match.values
        name = text[start : match.end]
        end, kinds = self._kinds_after(text, match.end)
        kinds = kinds or self._kinds_before(text, start)
        if is_person(text, start) or (is_paper(text, end) and values[0].kind in SETTLEMENTS):
            return None
        if not kinds and self._states.get(name):
            return None
        is_quiet = key(name) in self._quiet
        is_shown = has_cue(text, start) or any(map(self._is_area, apposed(text, end)))
        if not kinds and is_quiet and (not is_shown or has_surname(text, end)):
            return None
        if not kinds and not is_shown:
            values = tuple(p for p in values if p not in self._cued)
        if kinds:
            values = tuple(dict.fromkeys((*values, *self._bare.get(name))))
        return Match(start, end, self._ranked(values, name, kinds, None)) if values else None

    def _is_area(self, name: str) -> bool:
        return bool(self._states.get(name) or self._bare.get(name))

    def _named(self, name: str, around: Place | None) -> tuple[Place, ...]:
        words = key(name)
        words = words[1:] if words[:1] == ("the",) else words
        base, kinds = self._strip(words)
        for parts, wanted in ((words, ()), (base, kinds)):
            joined = " ".join(parts)
            found = (*self._states.get(joined), *self._index.get(joined))
            if wanted or not found:
                found = (*found, *self._bare.get(joined))
            found = found or self._squeezed_places("".join(parts))
            if found:
                return self._ranked(tuple(dict.fromkeys(found)), joined, wanted, around)
        return ()

    def _squeezed_places(self, squeezed: str) -> tuple[Place, ...]:
        return tuple(p for name in self._squeezed.get(squeezed, ()) for p in self._index.get(name))

    def _ranked(
        self, places: tuple[Place, ...], name: str, kinds: Words, around: Place | None
    ) -> tuple[Place, ...]:
        if len(places) < 2:
            return places
        squeezed = "".join(key(name))

        def order(place: Place) -> tuple[int, ...]:
            is_own = "".join(key(BRACKETS.sub("", place.name))) == squeezed
            return (
                around is not None and place.admin1 is not None and place.admin1 == around.admin1,
                around is not None and place.country is not None and place.country == around.country,
                place.kind in kinds,
                place.kind == "country",
                self._standing(place, is_own),
                is_own,
                KIND_RANK.get(place.kind, 0),
                place.source == place_files.SAREZ,
                place.population,
            )

        return tuple(sorted(places, key=order, reverse=True))

    def _standing(self, place: Place, is_own: bool) -> int:
        """How far up a place stands: 3 the region's own, 2 the region's by another name and the world's great, 1 small, 0."""
        if self.home.isdisjoint(place.states):
            return 2 if is_own and (place.population >= GREAT or place.kind == "capital") else 0
        if place.source == place_files.SAREZ:
            if "(" in place.name:
                return 1  # “Karasu (Zhambyl)” is the lesser of two
            return 3 if is_own or place.kind not in ("province", "river") else 2
        is_small = place.kind in SETTLEMENTS and place.population < SMALL
        return 1 if is_small else 3 if is_own else 2

    def _strip(self, words: Words) -> tuple[Words, Words]:
        """A name without its generic word, and the kinds that word asks for."""
        for count in (3, 2, 1):
            if len(words) > count and (kinds := self._generic.get(words[-count:])):
                return words[:-count], kinds
        for count in (2, 1):
            head = words[:count]
            if len(words) > count and (count == 2 or head in LEADING) and (kinds := self._generic.get(head)):
                return words[count:], kinds
        return words, ()

    def _kinds_after(self, text: str, end: int) -> tuple[int, Words]:
        """The end of the generic word after a name, and its kinds; `end` itself and none if there is no such word."""
        found: tuple[int, Words] = (end, ())
        words: list[str] = []
        last = end
        for match in itertools.islice(WORD.finditer(text, end, end + 60), 3):
            if text[last : match.start()] != " ":
                break
            words.append(fold(match.group()))
            last = match.end()
            if words[-1] != "of" and (kinds := self._generic.get(tuple(words))):
                found = last, kinds
        return found

    def _kinds_before(self, text: str, start: int) -> Words:
        words = WORD.findall(text, max(0, start - 30), start)[-2:]
        is_near = len(words) == 2 and text[start - 1 : start].isspace()
        return self._generic.get((fold(words[0]), fold(words[1])), ()) if is_near else ()

    @cached_property
    def _squeezed(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for words in dict.fromkeys(map(key, self._names)):
            out.setdefault("".join(words), []).append(" ".join(words))
        return out

    @cached_property
    def _sounds(self) -> dict[str, str]:
        from sarez.region.place_spelling import sound

        out: dict[str, str] = {}
        for squeezed in self._squeezed:
            if not self._cued.issuperset(self._squeezed_places(squeezed)):
                out.setdefault(sound(squeezed), squeezed)
        return out

    def _fill(self, folder: Path) -> None:
        for place, variants, _ in place_files.states(folder):
            for name in (place.name, *variants.split("|")):
                self._states.add(name, place)
        for place, variants in place_files.curated(folder):
            self._add(place, variants)
            base, kinds = self._strip(key(place.name))
            if kinds:
                self._bare.add(" ".join(base), place)
        for place, variants in place_files.populated(folder):
            self.home.add(place.states[0])
            self._add(place, variants)
        for place, variants, needs_cue in place_files.world(folder):
            self._add(place, variants)
            if needs_cue:
                self._cued.add(place)

    def _add(self, place: Place, variants: str) -> None:
        name = BRACKETS.sub("", place.name) if "(" in place.name else place.name
        names = [name, *variants.split("|")] if variants else [name]
        self._names += names
        self._called.setdefault(place, []).extend(names)
        for each in names:
            self._index.add(each, place)
