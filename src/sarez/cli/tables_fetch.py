"""`sarez tables fetch`: tables of events from those who make them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from sarez.cli.tables_add import FORM, KNOWN_AT, REGION, store_of_home, tell

if TYPE_CHECKING:
    from sarez.errors import Problem
    from sarez.intake.tables.fetching.patience import Patient
    from sarez.intake.tables.reading import Asked
    from sarez.intake.tables.store import Added, Store
    from sarez.intake.wire import Limits
    from sarez.region.region import Region


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Take a day as 2023-01-31."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter("write it as 2023-01-31.") from None


@click.command()
@click.argument("source", type=click.Choice(["ucdp", "acled", "gdelt"]))
@click.option("--from", "first", metavar="DAY", callback=day, help="The first day (ACLED, GDELT).")
@click.option("--to", "last", metavar="DAY", callback=day, help="The last day.  [default: yesterday]")
@click.option(
    "--version", metavar="NAME", help="The release of UCDP, as 25.1 or 25.0.9; whole, as it was published."
)
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="A country of ACLED's by its ISO code, as KGZ; may be repeated; `all` for all.  [default: those of the region]",
)
@click.option("--since", metavar="DAY", callback=day, help="Only what ACLED has revised since then.")
@KNOWN_AT
@click.option("--base", metavar="URL", help="Another server that speaks the same protocol, as a mirror.")
@REGION
@FORM
@click.pass_context
def fetch(
    ctx: click.Context,
    source: str,
    first: date | None,
    last: date | None,
    version: str | None,
    countries: tuple[str, ...],
    since: date | None,
    known_at: datetime | None,
    base: str | None,
    region: str,
    form: str | None,
) -> None:
    """Fetch tables of events from UCDP, ACLED or GDELT and keep them.

    Stopped at any moment, the same command goes on where it was. A server that is busy is asked again after a while.
    GDELT without days gives the last quarter of an hour. UCDP wants a token in SAREZ_UCDP_TOKEN, ACLED the name and
    password of an account in SAREZ_ACLED_USER and SAREZ_ACLED_PASSWORD; they are neither kept nor shown.

    \b
    Example:
      sarez tables fetch ucdp --version 25.1
      sarez tables fetch acled --from 2021-01-01 --country KGZ --country TJK
      sarez tables fetch gdelt --from 2022-09-01 --to 2022-09-30

    \b
    Exit code: 0 all came, 1 something could not be had or read, 2 bad use.
    """
    from sarez.intake.tables.fetching.patience import LIMITS, Patient
    from sarez.intake.tables.reading import Asked
    from sarez.region.region import load_region

    asked = Asked(datetime.now(UTC), version=version, known_at=known_at)
    known = load_region(region)
    store = store_of_home()
    with Patient(_allowing(LIMITS), tell=lambda text: click.echo(text, err=True)) as client:
        if source == "ucdp":
            items = _ucdp(store, client, asked, known, base, has_days=bool(first or last))
        elif source == "acled":
            items = _acled(store, client, asked, known, base, (first, last, since), countries)
        else:
            items = _gdelt(store, client, asked, known, base, first, last)
        ctx.exit(1 if tell(items, form) else 0)


def _allowing(limits: Limits) -> Limits:
    """The limits, with the hosts of our own that SAREZ_PRIVATE_FEEDS allows."""
    import os
    from dataclasses import replace

    return replace(limits, allowed=tuple(os.environ.get("SAREZ_PRIVATE_FEEDS", "").replace(",", " ").split()))


def _ucdp(
    store: Store, client: Patient, asked: Asked, region: Region, base: str | None, *, has_days: bool
) -> Iterator[Added | Problem | str]:
    from sarez.intake.tables.fetching import ucdp_api

    if not asked.version:
        raise click.UsageError("say which release of UCDP, as in --version 25.1 or --version 25.0.9.")
    if has_days:
        raise click.UsageError("releases of UCDP are fetched whole: leave --from and --to out.")
    (token,) = _secrets("SAREZ_UCDP_TOKEN")
    return ucdp_api.fetch(store, client, token, asked, region, base=base or ucdp_api.BASE)


def _acled(
    store: Store,
    client: Patient,
    asked: Asked,
    region: Region,
    base: str | None,
    days: tuple[date | None, date | None, date | None],
    countries: tuple[str, ...],
) -> Iterator[Added | Problem | str]:
    from sarez.intake.tables.fetching import acled_api

    first, last, since = days
    if first is None:
        raise click.UsageError("say from which day on, as in --from 2021-01-01.")
    user, password = _secrets("SAREZ_ACLED_USER", "SAREZ_ACLED_PASSWORD")
    session = acled_api.Session(client, user, password, base or acled_api.BASE)
    numbers = () if "all" in countries else _numbers(countries or tuple(sorted(region.watched)))
    return acled_api.fetch(store, session, asked, first, last or _yesterday(), numbers, region, since=since)


def _gdelt(
    store: Store,
    client: Patient,
    asked: Asked,
    region: Region,
    base: str | None,
    first: date | None,
    last: date | None,
) -> Iterator[Added | Problem | str]:
    from sarez.intake.tables.fetching import gdelt_files

    if last and not first:
        raise click.UsageError("say from which day on, as in --from 2022-09-01.")
    until = (last or _yesterday()) if first else None
    return gdelt_files.fetch(store, client, asked, first, until, region, base=base or gdelt_files.BASE)


def _numbers(countries: tuple[str, ...]) -> tuple[str, ...]:
    from sarez.intake.tables.codes import states

    by_code = {iso3: number for number, iso3 in states()["numeric"].items()}
    unknown = [c for c in countries if c.upper() not in by_code]
    if unknown:
        raise click.UsageError(f"{unknown[0]} is no ISO 3166 code of three letters, as KGZ.")
    return tuple(by_code[c.upper()] for c in countries)


def _secrets(*names: str) -> list[str]:
    import os

    from sarez.errors import SarezError

    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        raise SarezError(f"Put what the server gave you into {' and '.join(missing)}, then fetch again.")
    return [os.environ[name] for name in names]


def _yesterday() -> date:
    from datetime import timedelta

    return datetime.now(UTC).date() - timedelta(days=1)
