"""`sarez desk serve` and `sarez desk watch`: the desk at work."""

from __future__ import annotations

from collections.abc import Callable

import click

PORT = click.option(
    "--port", type=click.IntRange(1, 65535), default=8010, show_default=True, help="The port to serve at."
)
NO_BROWSER = click.option("--no-browser", is_flag=True, help="Print the sign-in link, and open no browser.")


@click.command()
@PORT
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to serve at. Any but this machine's own needs SAREZ_HOSTS and SAREZ_HTTPS=1.",
)
@NO_BROWSER
@click.option(
    "--workers",
    "-w",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that serve pages.",
)
def serve(port: int, host: str, no_browser: bool, workers: int) -> None:
    """Serve the pages of the desk, read the reports that wait, and fetch the feeds that are due.

    Answers to this machine alone, and prints a link that signs the first administrator in, once. Ctrl-C ends it.
    """
    from sarez.desk.opening import open_existing

    open_existing()
    run(port, host, workers=workers, is_shown=not no_browser)


def run(port: int, host: str = "127.0.0.1", *, workers: int = 1, is_shown: bool = True) -> None:
    """Serve a desk that is open, until Ctrl-C."""
    from sarez.desk.serving import Place, serve

    serve(Place(host, port), workers=workers, announce=_announce(_link(), is_shown))
    click.echo("Stopped.", err=True)


def _link() -> str:
    """A link for whoever started an embedded desk; a shared desk hands out its links by name."""
    from sarez.desk.accounts.signing import make_link
    from sarez.desk.opening import first_keeper, is_embedded

    return make_link(first_keeper()) if is_embedded() else ""


def _announce(secret: str, is_shown: bool) -> Callable[[str], None]:
    from sarez.cli.desk_link import address_of, show_in_browser

    def announce(address: str) -> None:
        if secret:
            link = address_of(secret, address)
            click.echo(
                f"The desk is served at {address} until Ctrl-C. This link signs you in, once, within 15 minutes:",
                err=True,
            )
            click.echo(link)
            if is_shown and not show_in_browser(link):
                click.echo("Open it in a browser of this machine.", err=True)
        else:
            click.echo(
                f"The desk is served at {address} until Ctrl-C. `sarez desk user link NAME` makes a sign-in link.",
                err=True,
            )

    return announce


@click.command()
@click.option("--once", is_flag=True, help="Fetch what is due now, and end.")
def watch(once: bool) -> None:
    """Fetch the feeds that are due, again and again, and file what is new. `desk serve` does this by itself.

    What is filed is read by `desk serve`, or by `desk add` at its next run.
    """
    from sarez.desk.opening import open_existing

    open_existing()
    from sarez.desk.reports import feeds

    if once:
        new = feeds.run_due(progress=lambda said: click.echo(said, err=True))
        click.echo(f"{new} new reports filed.", err=True)
    else:
        feeds.watch()
