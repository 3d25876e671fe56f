"""The two numbers that stand for a unit where there is room for two: acts of conflict, acts of cooperation."""

from __future__ import annotations

from sarez.watch.panel import Acts, Indicator, load_indicators

CONFLICT, COOPERATION = "acts_of_conflict", "acts_of_cooperation"


def headlines() -> tuple[Indicator, Indicator]:
    """All acts of conflict and all acts of cooperation, in words and deeds, each event once."""
    return (
        Indicator(
            CONFLICT,
            "tension",
            (("en", "Acts of conflict"), ("ru", "Акты конфликта")),
            (("en", "All acts of conflict, in words and deeds."), ("ru", "Все конфликтные действия, словом и делом.")),
            (Acts(quads=("verbal conflict", "material conflict")),),
            by="party",
        ),
        Indicator(
            COOPERATION,
            "peace",
            (("en", "Acts of cooperation"), ("ru", "Акты сотрудничества")),
            (("en", "All acts of cooperation, in words and deeds."), ("ru", "Все действия сотрудничества, словом и делом.")),
            (Acts(quads=("verbal cooperation", "material cooperation")),),
            by="party",
        ),
    )  # fmt: skip


def indicators() -> dict[str, Indicator]:
    """Every indicator that the desk's outlook holds, by name: the two headlines, then those of indicators.yaml."""
    return {one.name: one for one in headlines()} | load_indicators()
