"""`sarez desk remind`: the reminders that are due."""

from __future__ import annotations

from datetime import UTC, datetime

import click


@click.command()
@click.option(
    "--now", "is_now", is_flag=True, help="Do not wait for anyone's time of day, nor after a failure."
)
@click.option("--dry-run", is_flag=True, help="Print the messages, send none, and note nothing.")
def remind(is_now: bool, dry_run: bool) -> None:
    """Send the reminders that are due: one message a day to each person who asked for it.

    Needs SAREZ_SMTP_URL and SAREZ_MAIL_FROM. `desk serve` does this by itself; this is for a timer. Nobody gets two
    messages a day, however often it runs.

    Exit code: 0 all were sent, 1 some could not be sent (they are tried again), 2 bad use.
    """
    from sarez.desk.opening import open_existing

    open_existing()
    from sarez.desk.dialogue.follow_up import mailing, reminding
    from sarez.errors import SarezError

    now = datetime.now(UTC)
    if dry_run:
        for reminder in reminding.wanted(now, is_now=is_now):
            _show(reminding.letter(reminder, now))
        return
    server = mailing.post()
    if server is None:
        raise SarezError(
            "No mail server is set: name one in SAREZ_SMTP_URL, and the sender in SAREZ_MAIL_FROM."
        )
    done = reminding.round_of(now, server, is_now=is_now, progress=lambda said: click.echo(said, err=True))
    click.echo(f"{done.sent} sent.", err=True)
    if done.failed:
        raise SystemExit(1)


def _show(letter: object) -> None:
    from sarez.desk.dialogue.follow_up.reminding import Letter

    assert isinstance(letter, Letter)
    if letter.digest.is_empty:
        click.echo(f"{letter.reminder.user.username}: nothing to tell.", err=True)
        return
    click.echo(f"To: {letter.reminder.address}\nSubject: {letter.subject}\n\n{letter.text}")
