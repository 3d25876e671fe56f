"""The latest first and the undated last, on either database: the order of lists, and the index that has it."""

from __future__ import annotations

from typing import Any

from django.db import models

LATEST = models.F("first").desc(nulls_last=True)
EARLIEST = models.F("first").asc(nulls_last=True)


class ByDate(models.Index):
    """An index in which `-first` has undated rows last, as SQLite has it anyway and PostgreSQL has to be told."""

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        """The statement that makes it."""
        orders = self.fields_orders
        if schema_editor.connection.vendor == "postgresql":
            self.fields_orders = [
                (name, "DESC NULLS LAST" if (name, order) == ("first", "DESC") else order)
                for name, order in orders
            ]
        try:
            return super().create_sql(model, schema_editor, using=using, **kwargs)
        finally:
            self.fields_orders = orders
