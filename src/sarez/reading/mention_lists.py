"""Mentions strung together by commas and "and": each stands for the whole list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sarez.reading.mentions import Mention
from sarez.reading.parsed import lowers_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LIST_LINKS = frozenset({",", "and", "&", "or", "the", "as", "well", "/", "-", "–"})


def lists_of(doc: Doc, owner: dict[int, Mention]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Mentions of states and bodies strung together by commas and "and": each stands for the whole list."""
    mentions = sorted({m for m in owner.values() if m.codes and m.kind != "person"}, key=lambda m: m.start)
    run: list[Mention] = []
    for mention in [*mentions, None]:
        if run and mention is not None and _is_linked(doc, run[-1], mention):
            run.append(mention)
            continue
        if len(run) > 1:
            codes = tuple(dict.fromkeys(c for m in run for c in m.codes))
            yield from ((m.start, codes) for m in run)
        run = [mention] if mention is not None else []


def _is_linked(doc: Doc, a: Mention, b: Mention) -> bool:
    between = lowers_of(doc)[a.end : b.start]
    if not between or len(between) > 4 or a.codes == b.codes or not set(between) <= _LIST_LINKS:
        return False
    if a.kind == "capital" and b.kind in ("state", "adjective", "demonym"):
        return False
    if between == [","] and (a.kind == "capital") != (
        b.kind == "capital"
    ):  # "according to Bishkek, Tajik soldiers …"
        return False
    return _is_of_states(a) == _is_of_states(b) and between != ["the"]


def _is_of_states(mention: Mention) -> bool:
    """Whether a mention stands for states, by name or through a body of theirs ("officials from Afghanistan")."""
    return all(len(c) == 3 and c.isupper() for c in mention.codes)
