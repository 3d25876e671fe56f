"""`sarez desk audit | forget | rebuild | reread`: what is done to the record as a whole."""

from __future__ import annotations

import click


@click.group()
def audit() -> None:
    """Prove the log of what was done."""
    from sarez.desk.opening import open_existing

    open_existing()


@audit.command()
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Check that no line of the log was changed, slipped in or taken out.

    \b
    Exit code: 0 the log is whole, 1 it is not.
    """
    from sarez.desk.accounts.audit import verify

    proof = verify()
    if proof.is_whole:
        click.echo(f"The log is whole: {proof.lines:,} lines.")
    else:
        click.echo(f"The log is broken at line {proof.broken_at}; the {proof.lines:,} lines before it hold.")
        ctx.exit(1)


@click.command()
@click.option(
    "--region", default="central_asia", show_default=True, help="The region to read for: a name or a folder."
)
@click.option("--model", metavar="NAME", help="A spaCy model: a package, a folder, or `none`.")
@click.option("--all", "every", is_flag=True, help="Those too that this very reader has read.")
@click.pass_context
def reread(ctx: click.Context, region: str, model: str | None, every: bool) -> None:
    """Read the reports again that another reader has read, and propose what is now found.

    What people accepted, corrected or rejected stays as they decided.
    """
    from sarez.cli.progress import followed
    from sarez.desk.opening import open_existing

    open_existing()
    from sarez.desk.reports.rereading import outdated, reread_all
    from sarez.reading.reader import load_reader

    reader = load_reader(model, region)
    total = None if every else outdated(reader)
    done = changed = failed = 0
    results = reread_all(reader, only_older=not every)
    for report, what, problem in followed(results, total=total, what="Reading again", is_shown=True):
        done += 1
        changed += bool(what and what.is_change)
        if problem:
            failed += 1
            click.echo(f"{report.name}: {problem}", err=True)
    click.echo(f"{done} reports read again; what was found changed in {changed}.", err=True)
    ctx.exit(1 if failed else 0)


@click.command()
def rebuild() -> None:
    """Make what stands on every entry anew from its claims. Changes nothing that people or readers said."""
    from sarez.desk.opening import open_existing

    open_existing()
    from sarez.desk.events.register import rebuild_all

    click.echo(f"{rebuild_all()} entries made anew.", err=True)


@click.command()
@click.argument("person", type=int)
@click.option("--why", required=True, help="The reason, which the log keeps.")
@click.option("--yes", is_flag=True, help="Do not ask again.")
def forget(person: int, why: str, yes: bool) -> None:
    """Erase a person from the record: their claims and names; texts keep what they say of others.

    PERSON is the number of their entry, as in the address of their page: /entry/NUMBER. Backups made before
    keep what they held.
    """
    from sarez.desk.opening import open_existing

    open_existing()
    from sarez.desk.accounts.erasure import erase
    from sarez.desk.dialogue.engagements.naming import latest
    from sarez.desk.events.models import Entry
    from sarez.desk.opening import owner
    from sarez.errors import SarezError

    entry = Entry.objects.filter(pk=person, kind="person").first()
    if entry is None:
        raise SarezError(
            f"Entry {person} is no person on this record. Open their page: its address ends in the number."
        )
    if not yes:
        click.confirm("This cannot be undone. Erase this person?", abort=True, err=True)
    done = erase(entry, owner(), why)
    click.echo(
        f"Erased: {done.claims} claims; {done.changed_claims} more and {done.reports} reports no longer name them; "
        f"{done.kept} rows of what the desk keeps changed.",
        err=True,
    )
    for named in latest(done.documents):
        click.echo(
            f"Look at document {named.row.number} of engagement {named.entry} ({named.row.title}): "
            "the name stays in the file itself.",
            err=True,
        )
