"""The clock of a warning as a line of stages: issued, delivered, acknowledged, options, decided, acted, closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sarez.desk.warnings.clock.standing import Standing
from sarez.desk.warnings.models import Turn
from sarez.desk.warnings.models.turns import ACKNOWLEDGED, ACTED, CLOSED, DECIDED, OPTION

DONE, LATE, RUNNING, OVERDUE, WAITING, TROUBLED, STOPPED = (
    "done", "late", "running", "overdue", "waiting", "troubled", "stopped",
)  # fmt: skip
LABELS: dict[str, str | Promise] = {
    "issued": pgettext_lazy("warning", "Issued"),
    "delivered": pgettext_lazy("warning", "Delivered"),
    ACKNOWLEDGED: pgettext_lazy("warning", "Acknowledged"),
    OPTION: _("Options"),
    DECIDED: pgettext_lazy("warning", "Decided"),
    ACTED: pgettext_lazy("warning", "Acted on"),
    CLOSED: pgettext_lazy("warning", "Closed"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: whether it is done, in time or `late`, `running`, `overdue`, still `waiting`, in trouble or `stopped`.

    `at` is when it was reached, `due` by when it is to be; `came` of `of` for deliveries.
    """

    name: str
    state: str
    at: datetime | None = None
    due: datetime | None = None
    turns: tuple[Turn, ...] = field(default=())
    came: int = 0
    of: int = 0

    @property
    def label(self) -> str:
        """What the stage is called."""
        return str(LABELS[self.name])

    @property
    def is_reached(self) -> bool:
        """Whether it is behind."""
        return self.state in (DONE, LATE)


def stages(standing: Standing) -> list[Stage]:
    """The stages of a warning in their order."""
    issued = Stage("issued", DONE, standing.warning.known_from)
    dues = {
        ACKNOWLEDGED: standing.acknowledge_by,
        DECIDED: standing.decide_by,
        CLOSED: standing.warning.expires,
    }
    rest = [_stage(standing, kind, dues.get(kind)) for kind in (ACKNOWLEDGED, OPTION, DECIDED, ACTED, CLOSED)]
    return [issued, _delivered(standing), *rest]


def _delivered(standing: Standing) -> Stage:
    wanted, sent = standing.wanted, standing.sent
    at = max((d.sent for d in sent if d.sent), default=None)
    if standing.undelivered:
        state = TROUBLED
    elif wanted:
        state = DONE if len(sent) == len(wanted) else RUNNING
    else:
        state = STOPPED
    return Stage("delivered", state, at if state == DONE else None, came=len(sent), of=len(wanted))


def _stage(standing: Standing, kind: str, due: datetime | None) -> Stage:
    turns = tuple(standing.of(kind))
    if turns:
        at = turns[0].known_from
        is_late = due is not None and at > due and kind != CLOSED
        return Stage(kind, LATE if is_late else DONE, at, due, turns)
    if not standing.is_open:
        return Stage(kind, STOPPED)
    if due is not None and due <= standing.now:
        return Stage(kind, OVERDUE, due=due)
    is_next = {ACKNOWLEDGED: "acknowledge", DECIDED: "decide", CLOSED: "close"}.get(
        kind
    ) == standing.waits_for
    return Stage(kind, RUNNING if is_next else WAITING, due=due)
