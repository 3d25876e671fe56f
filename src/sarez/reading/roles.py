"""Nouns that stand for somebody: officials, forces, people with no body of their own, gunmen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

CIVILIANS, ARMED = "civilians", "armed group"
CROWDS = frozenset({CIVILIANS, ARMED})
_ONCE = frozenset({"former", "ex", "once", "onetime", "twice", "ousted", "deposed", "dismissed", "retired"})
_OWN_WORK = frozenset({"consultant", "contractor", "veteran", "missionary", "suspect", "defendant"})
_OFFICE_ENDS = re.compile(r",| (?:of|for|at|in|with|from|on) ")


def kind_of(codes: Sequence[str]) -> str:
    """What kind of somebody codes stand for, by the first: nobody, people, gunmen, state or body; with an s for several."""
    if not codes:
        return "nobody"
    known = {CIVILIANS: "people", ARMED: "gunmen"}.get(codes[0])
    kind = known or ("state" if len(codes[0]) == 3 and codes[0].isupper() else "body")
    return f"{kind}s" if len(codes) > 1 else kind


@lru_cache(maxsize=1)
def role_nouns() -> dict[str, str]:
    """Role noun → class (official, force, civilians, armed group), from lexicon/parties.yaml."""
    import yaml

    text = resources.files("sarez.reading").joinpath("lexicon/parties.yaml").read_text(encoding="utf-8")
    roles: dict[str, str] = {}
    for name, words in yaml.safe_load(text).items():
        for word in str(words).split():
            roles.setdefault(word, name)
    return roles


def is_private(position: str, *, has_body: bool) -> bool:
    """Whether what a person is says that he acts for nobody: "airline mechanic", "former minister" (of a body or not)."""
    words = re.findall(r"[a-z]+", position.lower())
    if not words or words[0] in _ONCE:
        return bool(words)
    head = _OFFICE_ENDS.split(position.lower())[0].split()
    return not has_body and bool(head) and (role_nouns().get(head[-1]) == CIVILIANS or head[-1] in _OWN_WORK)
