"""`sarez desk warn`: the warning rules run once, and what people have issued sent."""

from __future__ import annotations

from datetime import UTC, date, datetime

import click


@click.command()
@click.option(
    "--day", metavar="DATE", help="Run the rules by what was known at the end of this day (default: today)."
)
@click.option("--rules/--no-rules", default=True, help="Whether the rules are run.")
@click.option("--send/--no-send", default=True, help="Whether warnings that were issued and wait are sent.")
def warn(day: str | None, rules: bool, send: bool) -> None:
    """Run the warning rules once, and send the warnings that people have issued and that are due.

    What rules find is put on record as proposals: nothing goes out unless a person issues it. Mail needs SAREZ_SMTP_URL
    and SAREZ_MAIL_FROM. `desk serve` does both by itself; this is for a timer. Nobody gets a warning twice, however often
    it runs.

    Exit code: 0 all was done, 1 some warnings could not be sent (they are tried again), 2 bad use.
    """
    from sarez.desk.opening import open_existing
    from sarez.errors import SarezError

    now = datetime.now(UTC)
    try:
        when = date.fromisoformat(day) if day else now.date()
    except ValueError as error:
        raise SarezError(f"{day!r} is no date: write it as 2022-09-14.") from error
    open_existing()
    from sarez.desk.warnings import proposing
    from sarez.desk.warnings.delivery.round import deliver

    if rules:
        done = proposing.run(when, now)
        click.echo(
            f"{sum(one.proposed for one in done)} proposed, {sum(one.held for one in done)} held back.",
            err=True,
        )
    if send:
        sent = deliver(progress=lambda said: click.echo(said, err=True))
        click.echo(f"{sent.sent} sent.", err=True)
        if sent.failed or sent.withheld:
            raise SystemExit(1)
