"""A whole desk into one file, as it stands at one moment, while it is being worked with."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import BinaryField, Model
from django.utils import timezone

import sarez
from sarez.desk.accounts.audit import log
from sarez.desk.archive import BackupError, Manifest, Writing, line_of

PASSING = frozenset({"django_session", "accounts_signinlink"})
"""Who is signed in just now is no part of the record, and would let the finder of a backup in."""
DERIVED = frozenset({"search"})
"""Apps whose tables are made anew from the record."""
CHUNK = 1000


def tables(registry: Any = apps) -> list[type[Model]]:
    """The models whose rows make a desk, in the order of their tables' names."""
    kept = (
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.db_table not in PASSING
        and model._meta.app_label not in DERIVED
    )
    return sorted(kept, key=lambda model: model._meta.db_table)


def write_file(path: Path, by: str, *, with_keys: bool = False) -> Manifest:
    """Write a backup to a file that its owner alone may read; it takes its name when it is whole."""
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as out:
            draft = Path(out.name)
            try:
                manifest = write(out, by, with_keys=with_keys)
                out.flush()
                _sync(out)
                draft.replace(path)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise BackupError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.") from error
    return manifest


def write(stream: IO[bytes], by: str, *, with_keys: bool = False) -> Manifest:
    """Write a backup to a stream. The keys that open sealed identities are in it only if asked for."""
    log(by, "backed up", "desk", with_keys=with_keys)
    writing = Writing(stream)
    with _one_moment():
        manifest = Manifest(
            version=sarez.__version__,
            at=timezone.now().isoformat(timespec="seconds"),
            database=connection.vendor,
            migrations=_migrations(),
            last_numbers=_last_numbers(),
        )
        for model in tables():
            writing.add(f"{model._meta.db_table}.jsonl", _lines(model))
    if with_keys:
        for path in sorted(settings.HOME.folder.glob("*.key")):
            writing.add(path.name, [path.read_bytes()])
    writing.close(manifest)
    manifest.parts.update(writing.parts)
    return manifest


def _lines(model: type[Model]) -> Iterator[bytes]:
    """The rows of a table: first the names of its columns, then the values of each, by number."""
    names = [f.attname for f in model._meta.concrete_fields]
    yield line_of(names)
    rows = model._base_manager.order_by("pk").values_list(*names)
    yield from map(line_of, rows.iterator(chunk_size=chunk_of(model)))


def chunk_of(model: type[Model]) -> int:
    """How many rows are held in memory at once: of files but one, since each may be large."""
    return 1 if any(isinstance(f, BinaryField) for f in model._meta.concrete_fields) else CHUNK


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the desk as it is now, whatever others write meanwhile, and without keeping them from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def _migrations() -> list[list[str]]:
    """The last applied migration of each app (more than one where an app's history forks)."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    done = set(loader.applied_migrations) & set(loader.graph.nodes)
    return sorted(
        [app, name]
        for app, name in done
        if not any(
            child.key[0] == app and child.key in done for child in loader.graph.node_map[app, name].children
        )
    )


def _last_numbers() -> dict[str, int]:
    """The highest number each table has given out, deleted rows included."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            every = dict(cursor.fetchall())
            return {t: every[t] for t in (m._meta.db_table for m in tables()) if t in every}
        for model in tables():
            table, column = model._meta.db_table, model._meta.pk.column
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            (sequence,) = cursor.fetchone()
            if sequence is not None:
                cursor.execute(f"SELECT last_value, is_called FROM {sequence}")
                last, is_called = cursor.fetchone()
                if is_called:
                    found[table] = last
    return found


def _sync(stream: Any) -> None:
    import os

    os.fsync(stream.fileno())
