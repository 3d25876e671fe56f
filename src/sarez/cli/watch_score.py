"""`sarez watch score`: our forecasts of deaths and the plain baselines, replayed on past years and scored."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sarez.watch.deaths.recipe import Recipe
    from sarez.watch.deaths.replay import Cells, Row, Scored

TABLE, FIGURES = "scores.txt", "scores.json"


@click.command()
@click.option(
    "--views", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True, metavar="FOLDER",
    help="The VIEWS challenge's data: actuals/cm/window=Y…, and the panel of deaths since 1990.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Leave there the table, the figures as JSON, and 1,000 draws for each country and month.",
)  # fmt: skip
@click.option(
    "--year", "years", type=click.IntRange(2018, 2023), multiple=True,
    help="Only this year; all of 2018 to 2023 without. Repeat for more.",
)  # fmt: skip
@click.option(
    "--resamples", type=click.IntRange(100, 100_000), default=1000, show_default=True,
    help="How often the countries are drawn anew for the intervals.",
)  # fmt: skip
@click.option(
    "--format", "-f", "form", type=click.Choice(("table", "json")), default="table", show_default=True,
    help="A table to read, or one JSON object.",
)  # fmt: skip
def score(views: Path, out: Path | None, years: tuple[int, ...], resamples: int, form: str) -> None:
    """Score forecasts of deaths on past years, each made from what was told up to October before it.

    Our model and eight plain baselines foresee January to December of each year (leads of 3 to 14 months); then comes
    what came. Every figure has the interval of 95 % of resampled countries, and the difference to the mix of baselines on
    the same country-months has one too. The draws are left in the challenge's own layout, so that anyone can score them.

    \b
    Example:
      sarez watch score --views ../shared/data/views --out scores
    """
    from sarez.watch.deaths.challenge import WINDOWS
    from sarez.watch.deaths.recipe import load_recipe

    recipe = load_recipe()
    seen, by_model = _replayed(views, tuple(sorted(set(years))) or WINDOWS, recipe, out)
    told = _told(seen, by_model, recipe, resamples)
    text = _text(told)
    click.echo(json.dumps(told) if form == "json" else text, nl=form == "json")
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / TABLE).write_text(text, encoding="utf-8")
        (out / FIGURES).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        click.echo(f"{out}: {TABLE}, {FIGURES} and window=Y…/ with the draws of {recipe.name}.", err=True)


def _replayed(
    views: Path, years: tuple[int, ...], recipe: Recipe, out: Path | None
) -> tuple[Cells, dict[str, Scored]]:
    """The cells of the years, and what every model scored in them; the draws of ours are written on the way."""
    import numpy as np

    from sarez.watch.deaths import replay
    from sarez.watch.deaths.challenge import read_actuals, read_panel, write_samples

    told = read_panel(views)
    seen = replay.cells(told, {year: read_actuals(views, year) for year in years})
    by_model = {}
    for name, model in replay.models(recipe).items():
        drawn = []
        for year in years:
            click.echo(f"{name}: {year}", err=True)
            draws = replay.drawn(model, told, year)
            if out and name == replay.OWN:
                write_samples(out, year, told.countries, draws)
            drawn.append(draws.reshape(-1, replay.DRAWS))
        by_model[name] = replay.scored(seen, np.concatenate(drawn))
    return seen, by_model


def _told(seen: Cells, by_model: dict[str, Scored], recipe: Recipe, resamples: int) -> dict[str, Any]:
    """All that is said of the replay, as one object of JSON."""
    from sarez.watch.deaths import replay

    click.echo("intervals: countries drawn anew", err=True)
    rows: tuple[Row, ...] = replay.figures(seen, by_model, resampled=resamples)
    return {
        "model": {"name": recipe.name, "version": recipe.version, "recipe": recipe.hash},
        "years": sorted(set(seen.year.tolist())),
        "country_months": len(seen.came),
        "quiet_country_months": int(seen.quiet.sum()),
        "onsets": int((seen.came[seen.quiet] >= 1).sum()),
        "reference": "mix",
        "figures": [asdict(row) for row in rows],
        "crps_by_year": replay.by_year(seen, by_model),
        "reliability": [asdict(kind) for kind in replay.reliability_of(seen, by_model[replay.OWN])],
    }


def _text(told: dict[str, Any]) -> str:
    """The whole table, figure by figure: value, interval, difference to the reference with its interval."""
    model = told["model"]
    lines = [
        f"{model['name']} {model['version']} ({model['recipe']}), years {', '.join(map(str, told['years']))}: "
        f"{told['country_months']:,} country-months, {told['quiet_country_months']:,} after twelve quiet months, "
        f"{told['onsets']} onsets among them. Intervals: 95 %, countries resampled.",
    ]
    last = ""
    for row in told["figures"]:
        if row["figure"] != last:
            lines += [
                "",
                f"{row['figure']:<44}{'value':>9}  {'interval':<20} {'against ' + told['reference']:>14}",
            ]
            last = row["figure"]
        value, gap = row["seen"], row["difference"]
        lines.append(
            f"  {row['model']:<42}{value['value']:9.4g}  {_span(value):<20} {gap['value']:+14.4g}  {_span(gap)}"
        )
    lines += ["", "CRPS by year".ljust(44) + "".join(f"{year:>9}" for year in told["years"])]
    for name, means in told["crps_by_year"].items():
        lines.append(f"  {name:<42}" + "".join(f"{mean:9.2f}" for mean in means.values()))
    lines += ["", "P(1 death or more), ours".ljust(44) + f"{'cases':>9}{'told':>9}{'came':>9}"]
    for kind in told["reliability"]:
        span = f"{kind['low']:g} to {kind['high']:g}"
        lines.append(f"  {span:<42}{kind['n']:9,}{kind['told']:9.3f}{kind['came']:9.3f}")
    return "\n".join(lines) + "\n"


def _span(told: dict[str, float]) -> str:
    return f"[{told['low']:.4g}, {told['high']:.4g}]"
