"""A desk from a backup, all of it or nothing: until the last step the old desk stands, whatever stops the work."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, JSONField, Model
from django.utils import timezone

from sarez.desk.accounts import audit
from sarez.desk.archive import Archive, BackupError
from sarez.desk.backup import chunk_of, tables

_KEY = ".key"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: how many rows, where the old desk was kept, and whether sealed identities can be opened."""

    rows: int
    kept: Path | None
    sealed: int
    has_keys: bool


def restore(archive: Archive, by: str, *, is_replacing: bool = False) -> Restored:
    """Make the desk of this environment the one in the archive. Refused over a desk in use, unless it is replaced."""
    is_used = _is_used()
    if is_used and not is_replacing:
        raise BackupError(
            "There is a desk here already. Restore with SAREZ_HOME naming an empty folder, or with --replace."
        )
    if connection.vendor == "sqlite":
        kept, rows = _into_file(archive, by, is_used)
    else:
        kept, rows = _into_server(archive, by, is_used)
    keys = _put_keys(archive)
    from sarez.desk.reports.models import SealedIdentity

    return Restored(rows, kept, SealedIdentity.objects.count(), bool(keys))


def _is_used() -> bool:
    """Whether there is a desk with reports, sources or more people than the first."""
    if connection.vendor == "sqlite" and not settings.HOME.database.exists():
        return False
    have = set(connection.introspection.table_names())
    if not {"reports_report", "reports_source", "accounts_user"} <= have:
        return False
    with connection.cursor() as cursor:
        for table, most in (("reports_report", 0), ("reports_source", 0), ("accounts_user", 1)):
            cursor.execute(f"SELECT count(*) FROM {table}")
            if cursor.fetchone()[0] > most:
                return True
    return False


def _into_file(archive: Archive, by: str, is_used: bool) -> tuple[Path | None, int]:
    """Fill a new database beside the old one, then let it take the old one's name in one step."""
    old: Path = settings.HOME.database
    new = old.with_name("desk.restoring.sqlite3")
    for leftover in old.parent.glob(f"{new.name}*"):
        leftover.unlink()
    with _database_at(new):
        rows = _fill(archive, by)
        _close_whole()
    kept = None
    if old.exists():
        _close_whole()  # the old one too: its last writes must not be laid to the new one
        if is_used:
            kept = old.with_name(f"desk-before-restore-{timezone.now():%Y%m%d-%H%M%S}.sqlite3")
            os.link(old, kept)
    new.replace(old)
    _sync(old.parent)
    return kept, rows


@contextmanager
def _database_at(path: Path) -> Iterator[None]:
    """Work with another SQLite file for a while."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = path
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _close_whole() -> None:
    """Bring all that was written into the one file, and let go of it. BackupError while another process has it."""
    from django.db import DatabaseError

    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA journal_mode=DELETE")
            (mode,) = cursor.fetchone()
    except DatabaseError as error:
        raise BackupError("Another process works with this desk. Stop it, then restore again.") from error
    finally:
        connection.close()
    if mode != "delete":
        raise BackupError("Another process works with this desk. Stop it, then restore again.")


def _into_server(archive: Archive, by: str, is_used: bool) -> tuple[Path | None, int]:
    """Replace all tables in one transaction, after a backup of what they held."""
    kept = None
    if is_used:
        from sarez.desk.backup import write_file

        kept = settings.HOME.folder / f"desk-before-restore-{timezone.now():%Y%m%d-%H%M%S}.sarez"
        write_file(kept, by)
    with transaction.atomic():
        _drop_everything()
        rows = _fill(archive, by)
    return kept, rows


def _drop_everything() -> None:
    """Take the desk's tables away, in a transaction that may still be undone."""
    every = connection.introspection.django_table_names(only_existing=True)
    quoted = [connection.ops.quote_name(name) for name in [*every, "django_migrations"]]
    with connection.cursor() as cursor:
        for name in quoted:
            cursor.execute(f"DROP TABLE IF EXISTS {name} CASCADE")


def _fill(archive: Archive, by: str) -> int:
    """Make the tables as they were, put every row back, then bring all up to date; how many rows."""
    targets = _known(archive)
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    executor.loader.build_graph()
    registry = executor.loader.project_state([tuple(t) for t in targets]).apps
    with transaction.atomic():
        _defer_constraints()
        rows = sum(_fill_table(model, archive) for model in tables(registry))
        _set_numbers(archive, registry)
        if connection.vendor == "postgresql":
            connection.check_constraints()
    call_command("migrate", verbosity=0, interactive=False)
    _catch_up()
    if not audit.verify().is_whole:
        raise BackupError(
            "The log in this backup is not whole: the desk it was made from had been tampered with."
        )
    audit.log(by, "restored", "desk", backup_of=archive.manifest.at, rows=rows)
    return rows


def _defer_constraints() -> None:
    """Let rows come before those they point to: a migration that adds a key leaves it checked at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _known(archive: Archive) -> list[tuple[str, str]]:
    """The migrations to begin from; BackupError where this Sarez does not know one."""
    nodes = MigrationExecutor(connection).loader.graph.nodes
    targets = [(app, name) for app, name in archive.manifest.migrations]
    unknown = [target for target in targets if target not in nodes]
    if unknown:
        raise BackupError(
            f"This backup was made by Sarez {archive.manifest.version}, whose tables this one does not know "
            f"({unknown[0][0]} {unknown[0][1]}). Restore it with that version or a later one."
        )
    return targets


def _fill_table(model: type[Model], archive: Archive) -> int:
    lines = archive.lines(f"{model._meta.db_table}.jsonl")
    names = json.loads(next(lines, b"[]"))
    fields = [model._meta.get_field(name) for name in names]
    count, chunk = 0, chunk_of(model)
    while batch := [_row(model, fields, line) for line in islice(lines, chunk)]:
        model._base_manager.bulk_create(batch, batch_size=chunk)
        count += len(batch)
    return count


def _row(model: type[Model], fields: list[Any], line: bytes) -> Model:
    values = zip(fields, json.loads(line), strict=True)
    return model(**{field.attname: _value(field, value) for field, value in values})


def _value(field: Field[Any, Any], value: Any) -> Any:
    return value if isinstance(field, JSONField) else field.to_python(value)


def _set_numbers(archive: Archive, registry: Any) -> None:
    """Let each table go on counting where it was, past the rows that were deleted."""
    models = tables(registry)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
        for model in models:
            table, last = model._meta.db_table, archive.manifest.last_numbers.get(model._meta.db_table)
            if not last:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            else:
                column = model._meta.pk.column
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, last]
                )


def _catch_up() -> None:
    """Make what is derived anew."""
    from django.apps import apps

    from sarez.desk.events.register import rebuild_emptied

    rebuild_emptied()
    if apps.is_installed("sarez.desk.search"):
        from sarez.desk.search.index import catch_up

        catch_up()


def _put_keys(archive: Archive) -> list[str]:
    """Put the keys of the backup in place, those they replace beside them."""
    names = archive.names(_KEY)
    for name in names:
        path, content = settings.HOME.folder / name, b"".join(archive.lines(name))
        if path.exists() and path.read_bytes() != content:
            path.replace(path.with_name(f"{name}.before-restore"))
        draft = path.with_name(f".{name}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
        draft.replace(path)
    return names


def _sync(folder: Path) -> None:
    """Make a change of names last, where folders can be synced."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
