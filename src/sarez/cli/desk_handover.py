"""`sarez desk handover`: what someone follows up goes to another."""

from __future__ import annotations

import click

KINDS = ("steps", "commitments", "engagements")


@click.command()
@click.argument("owner", metavar="FROM")
@click.argument("taker", metavar="TO")
@click.option(
    "--only", type=click.Choice(KINDS), multiple=True, help="Hand over this kind alone; may be repeated."
)
@click.option("--note", default="", help="What whoever takes over should know. Needed, but for --dry-run.")
@click.option("--by", metavar="NAME", help="Who hands over.  [default: the first administrator]")
@click.option("--dry-run", is_flag=True, help="Say what would be handed over, and change nothing.")
def handover(owner: str, taker: str, only: tuple[str, ...], note: str, by: str | None, dry_run: bool) -> None:
    """Hand over all that someone follows up: next steps, commitments, engagements they plan.

    What TO may not see stays with FROM until someone cleared takes it. All goes in one transaction, and into the log.
    """
    from sarez.desk.opening import first_keeper, open_existing

    open_existing()
    from sarez.cli.desk_user import named
    from sarez.desk.accounts.markings import GREEN
    from sarez.desk.accounts.viewers import Viewer
    from sarez.desk.dialogue.follow_up.handover import divided, hand_over, held_by, takers_for
    from sarez.errors import SarezError

    giver, acting = named(owner), named(by) if by else first_keeper()
    takers = takers_for(giver)
    if taker not in takers:
        raise SarezError(
            f"{taker} cannot take over: they must be active, another person, and may work on dialogue."
        )
    division = divided(held_by(owner, Viewer(acting.clearance)), dict.fromkeys(only or KINDS, taker), takers)
    if not dry_run:
        hand_over(giver, division, acting, note, min(GREEN, acting.clearance))
    for name, kinds in division.each():
        told = ", ".join(f"{n} {kind if n != 1 else kind[:-1]}" for kind, n in kinds.items())
        click.echo(f"{name} {'would take' if dry_run else 'takes'} over {told}.")
    if division.left:
        closed = division.closed[taker]
        click.echo(f"{division.left} not handed over ({closed} of them marked above {taker}).", err=True)
