"""The roles of a desk and what each may do, from roles.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from django.utils.translation import gettext_noop as _

from sarez.errors import DataError
from sarez.vocabulary.markings import load_markings

TOLD = (
    _("Reader"),
    _("Analyst"),
    _("Political officer"),
    _("Training registrar"),
    _("Head of desk"),
    _("Administrator"),
    _("see the record, as far as one's clearance goes"),
    _("propose claims and corrections"),
    _("file reports"),
    _("accept, correct and reject what was read; grade claims"),
    _("join and part entries, persons and bodies"),
    _("plan and hold engagements, follow commitments up, keep measures"),
    _("keep standards, courses and what comes of them"),
    _("keep the rules that propose warnings"),
    _("issue warnings, decide on them, close them; keep to whom they go"),
    _("change the marking of a report"),
    _("take records out of the desk"),
    _("keep sources and feeds"),
    _("see the sealed identity of a source, for a stated reason"),
    _("see who did what"),
    _("keep the people of the desk and their roles"),
    _("set retention dates, erase a person"),
)
"""The words of roles.yaml, so that they are translated."""


@dataclass(frozen=True, slots=True)
class Role:
    """One role: its name, what it is called, the clearance a new holder gets, and its permissions."""

    name: str
    label: str
    clearance: int
    may: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, object]]:
    import yaml

    text = resources.files("sarez.desk.accounts").joinpath("roles.yaml").read_text("utf-8")
    table: dict[str, dict[str, object]] = yaml.safe_load(text)
    return table


@lru_cache(maxsize=1)
def permissions() -> dict[str, str]:
    """Each permission with what it allows."""
    return {name: str(text) for name, text in _table()["permissions"].items()}


@lru_cache(maxsize=1)
def roles() -> dict[str, Role]:
    """The roles by name, the narrowest first."""
    markings, found = load_markings(), {}
    for name, row in _table()["roles"].items():
        assert isinstance(row, dict)
        may = frozenset(str(row["may"]).split())
        if not may <= permissions().keys():
            raise DataError(
                f"roles.yaml: {name} may do what no permission allows: {sorted(may - permissions().keys())}"
            )
        found[name] = Role(name, str(row["label"]), markings[str(row["clearance"])].order, may)
    return found
