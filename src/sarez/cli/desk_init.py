"""`sarez desk init`: a desk made, or brought up to date."""

from __future__ import annotations

import click


@click.command()
@click.option(
    "--region", default="central_asia", show_default=True, help="The region to watch: a name or a folder."
)
@click.option(
    "--user", metavar="NAME", default="", help="The first administrator.  [default: your name here]"
)
def init(region: str, user: str) -> None:
    """Make a desk in SAREZ_HOME (or in the database that DATABASE_URL names), or bring one up to date.

    Makes the tables, puts the region's states, bodies and offices on record, and adds a first administrator, for whom
    a sign-in link is printed. Done again, it adds what a newer Sarez brings and changes nothing else.
    """
    from sarez.cli.desk_link import address_of
    from sarez.desk.home import Home
    from sarez.desk.opening import is_embedded, prepare

    opened = prepare(region, user)
    where = str(Home.of_environment().folder) if is_embedded() else "the database that DATABASE_URL names"
    click.echo(f"The desk in {where} is ready.", err=True)
    if opened.actors:
        click.echo(f"{opened.actors} states and bodies of the region are on record.", err=True)
    if opened.is_new:
        from sarez.desk.accounts.people import new_link

        click.echo(
            f"{opened.keeper.username} is its administrator and signs in, once, within a day, with", err=True
        )
        click.echo(address_of(new_link(opened.keeper, by="command line")))
    click.echo(
        "\nNext:\n  sarez desk serve          open it in the browser\n"
        "  sarez desk add PATH…      file and read reports\n  sarez desk user add NAME  let a colleague in",
        err=True,
    )
