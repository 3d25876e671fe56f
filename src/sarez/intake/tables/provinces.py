"""Names of provinces, spelled as the region's gazetteer does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from sarez.region.places import Places

_BETWEEN = "\x1f"


@dataclass(slots=True)
class Provinces:
    """The provinces of the states that a region watches; without `places` every name stays as it is."""

    places: Places | None = None
    watched: frozenset[str] = frozenset()
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def spelling(self, country: str, name: str) -> str:
        """The gazetteer's name of a province of a watched state; the name as given where it knows none."""
        if country not in self.watched or self.places is None:
            return name
        if (country, name) not in self.known:
            self.known[country, name] = self._look_up(country, name)
        return self.known[country, name]

    def _look_up(self, country: str, name: str) -> str:
        assert self.places is not None
        words = (
            name.split()
        )  # “Chuey Oblasty”, “Dushanbe independent city”: generic words may be of any tongue
        for form in (" ".join(words[:count]) for count in range(len(words), max(0, len(words) - 3), -1)):
            found = [p for p in self.places.candidates(form) if p.country == country and p.admin1]
            nearly = self.places.lookup(form) if not found else None
            if nearly is not None and nearly.country == country and nearly.kind == "province":
                found = [nearly]
            own = next((p for p in found if p.kind == "province"), None) or next(iter(found), None)
            if own is not None and own.admin1:
                return own.admin1
        return name

    def spelled(self, countries: pa.ChunkedArray, names: pa.ChunkedArray) -> pa.ChunkedArray:
        """A column of names of provinces, spelled; both columns are of text and of one length."""
        import pyarrow as pa
        import pyarrow.compute as pc

        is_watched = pc.fill_null(pc.is_in(countries, pa.array(sorted(self.watched), pa.string())), False)
        if self.places is None or not pc.any(pc.and_(is_watched, pc.is_valid(names))).as_py():
            return names
        keys = pc.binary_join_element_wise(countries, names, _BETWEEN).combine_chunks().dictionary_encode()
        spelled = [self.spelling(*k.split(_BETWEEN, 1)) for k in keys.dictionary.to_pylist()]
        mended = pa.array(spelled, pa.string()).take(keys.indices)
        return pc.if_else(is_watched, mended, names)
