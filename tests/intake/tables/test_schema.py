"""The one table of events."""

import pyarrow as pa
import pytest
from tests.watch.making import event

from sarez.intake.tables.schema import COLUMNS, schema


def test_each_column_says_what_it_is_and_its_type_is_one_of_arrow():
    made = schema()
    assert made.names == [column.name for column in COLUMNS]
    assert len(set(made.names)) == len(made.names)
    for column, field in zip(COLUMNS, made, strict=True):
        assert field.nullable == column.may_be_empty
        assert field.metadata[b"says"].decode() == column.says
    assert made.field("known_at").type == pa.timestamp("us", "UTC")
    assert made.field("issues").type == pa.list_(pa.string())


def test_what_must_be_told_cannot_be_left_out():
    whole = pa.Table.from_pylist([event("1", (1, 3), "CONSULT")], schema=schema())
    whole.validate(full=True)
    for name in ("id", "first", "known_at", "low"):
        assert not schema().field(name).nullable
        lacking = pa.Table.from_pylist([event("1", (1, 3)) | {name: None}])
        with pytest.raises(ValueError, match=f"'{name}' with null values to non-nullable"):
            lacking.cast(schema())
