"""`sarez desk backup` and `sarez desk restore`."""

from __future__ import annotations

import sys
from typing import IO

import click


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--with-keys", is_flag=True, help="Put the keys in too, which open sealed identities: guard the file."
)
def backup(file: str, with_keys: bool) -> None:
    """Put the whole desk into FILE (or `-`), as it stands now, while others go on working.

    The file restores on SQLite and on PostgreSQL alike. It holds every report and record, whatever its marking. Who a
    sealed source is stays encrypted: the keys (*.key in the folder of the desk) are to be kept apart.
    """
    from pathlib import Path

    from sarez.desk.opening import open_existing, owner
    from sarez.errors import SarezError

    if file == "-" and sys.stdout.isatty():
        raise SarezError("A backup is not for the terminal: name a file.")
    open_existing()
    from sarez.desk.backup import write, write_file

    by = owner()
    if file == "-":
        made = write(sys.stdout.buffer, by, with_keys=with_keys)
    else:
        made = write_file(Path(file), by, with_keys=with_keys)
    rows = sum(made.rows(name.removesuffix(".jsonl")) for name in made.parts if name.endswith(".jsonl"))
    click.echo(f"{made.rows('reports_report'):,} reports, {rows:,} rows in all: {file}", err=True)
    if with_keys:
        click.echo("The keys are in it: whoever has the file can open sealed identities.", err=True)


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--replace", is_flag=True, help="Replace the desk that is here; it is kept beside.")
def restore(file: str, replace: bool) -> None:
    """Make the desk of this environment from the backup FILE (or `-`): all of it, or nothing is changed.

    SAREZ_HOME or DATABASE_URL name where to. A desk that has reports is replaced only with --replace.
    """
    from sarez.desk import start
    from sarez.desk.home import Home
    from sarez.desk.opening import owner
    from sarez.desk.serving import alone
    from sarez.errors import SarezError

    home = Home.of_environment()
    home.prepare()
    with alone(home):
        start()
        from sarez.desk.archive import Archive
        from sarez.desk.restoring import restore

        try:
            with _opened(file) as stream:
                done = restore(Archive(stream), owner(), is_replacing=replace)
        except OSError as error:
            raise SarezError(
                f"{file} cannot be restored: {(error.strerror or str(error)).lower()}."
            ) from error
    click.echo(f"The desk is restored: {done.rows:,} rows.", err=True)
    if done.kept:
        click.echo(f"What was here is in {done.kept}.", err=True)
    if done.sealed and not done.has_keys:
        click.echo(
            f"{done.sealed} sealed identities open only with the keys of the old desk: put its secrets.key into {home.folder}.",
            err=True,
        )


def _opened(file: str) -> IO[bytes]:
    if file != "-":
        from pathlib import Path

        return Path(file).open("rb")
    import shutil
    import tempfile

    spooled: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed by the caller
    shutil.copyfileobj(sys.stdin.buffer, spooled)
    spooled.seek(0)
    return spooled
