"""Pages of a long list, counted no further than a person would leaf: a count of all would cost more than the page."""

from __future__ import annotations

from functools import cached_property

from django.core.paginator import Paginator

MOST_COUNTED = 10_000


class Shelf(Paginator):
    """Pages of a query; a list of more says `10,000+` and shows its first 10,000."""

    most = MOST_COUNTED

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by().values("pk")[: self.most + 1].count()

    @cached_property
    def count(self) -> int:
        """How many there are, up to the most that is counted."""
        return min(self._counted, self.most)

    @property
    def is_cut(self) -> bool:
        """Whether there are more."""
        return self._counted > self.most
