"""An entry and those joined into it: what people keep on any of them is kept on what they became."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from sarez.desk.events.models import Entry

NOW = Coalesce("entry__joined_into__joined_into", "entry__joined_into", "entry")
"""In rows kept on an entry: the number of the entry that it stands as now."""


def kin(entries: Iterable[int]) -> dict[int, int]:
    """These entries and all that were joined into them, each with the one of these that it became."""
    home = {entry: entry for entry in entries}
    new = set(home)
    while new:
        joined = Entry.objects.filter(joined_into__in=new).values_list("pk", "joined_into")
        found = {pk: home[into] for pk, into in joined if pk not in home}
        home |= found
        new = set(found)
    return home


def entries_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The entries that kept rows are of, as they stand now: to look an entry up in."""
    return rows.order_by().annotate(stands_as=NOW).values("stands_as")
