"""What people do about a warning: acknowledge it, propose responses, decide, act, close it. Each once, and by whom."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.keeping import KeepingError, begin
from sarez.desk.dialogue.models.kept import Kept
from sarez.desk.events.models import Entry
from sarez.desk.warnings.clock.standing import Standing, stand
from sarez.desk.warnings.models import Turn, Warning
from sarez.desk.warnings.models.turns import ACKNOWLEDGED, ACTED, CLOSED, DECIDED, OPTION, OUTCOMES


@transaction.atomic
def acknowledge(warning: Warning, by: User) -> Turn:
    """Note that someone has taken notice of a warning; the same turn where they had before."""
    before = [t for t in _open(warning, by).of(ACKNOWLEDGED) if t.by == by.username]
    if before:
        return before[0]
    made = _put(Turn(warning=warning.number, kind=ACKNOWLEDGED, marking=warning.marking), by)
    log(by, "acknowledged warning", warning.name)
    return made


@transaction.atomic
def propose(warning: Warning, text: str, by: User) -> Turn:
    """Put a response that might be given on record."""
    _open(warning, by)
    made = _put(Turn(warning=warning.number, kind=OPTION, text=_said(text), marking=warning.marking), by)
    log(by, "proposed response", warning.name, option=made.number)
    return made


@transaction.atomic
def decide(warning: Warning, why: str, by: User, option: Turn | None = None) -> Turn:
    """Decide what is done, for one of the options or none of them, and why. It must have been acknowledged."""
    standing = _open(warning, by)
    if standing.first(ACKNOWLEDGED) is None:
        raise KeepingError(_("Acknowledge the warning first: then it is known who has taken notice of it."))
    number = option.number if option else None
    made = Turn(warning=warning.number, kind=DECIDED, text=_said(why), option=number, marking=warning.marking)
    made = _put(made, by)
    log(by, "decided on warning", warning.name, option=number)
    return made


@transaction.atomic
def act(warning: Warning, entry: Entry | None, text: str, by: User) -> Turn:
    """Note what was done, linked to the engagement or commitment that it became. It must have been decided."""
    if _open(warning, by).first(DECIDED) is None:
        raise KeepingError(_("Write down first what was decided, and why."))
    if entry is None or entry.kind not in ("engagement", "commitment"):
        raise KeepingError(
            _("Link it to an engagement or a commitment on record: copy the address of its page.")
        )
    made = Turn(warning=warning.number, kind=ACTED, entry=entry, text=text.strip(), marking=warning.marking)
    made = _put(made, by)
    log(by, "acted on warning", warning.name, entry=entry.pk)
    return made


@transaction.atomic
def close(warning: Warning, outcome: str, why: str, by: User) -> Turn:
    """Close a warning, with what came of it."""
    _open(warning, by)
    if outcome not in dict(OUTCOMES):
        raise KeepingError(_("Say what came of it."))
    made = Turn(
        warning=warning.number, kind=CLOSED, outcome=outcome, text=_said(why), marking=warning.marking
    )
    made = _put(made, by)
    log(by, "closed warning", warning.name, outcome=outcome)
    return made


def _put(turn: Turn, by: User) -> Turn:
    made: Kept = begin(turn, by)
    assert isinstance(made, Turn)
    return made


def _open(warning: Warning, by: User) -> Standing:
    """The warning as it stands; KeepingError where nothing is done about it any more."""
    Warning.objects.select_for_update().get(pk=warning.pk)
    standing = stand([warning], Viewer(by.clearance, name=by.username), timezone.now())[0]
    if not standing.is_open:
        raise KeepingError(_("This warning is closed or superseded: nothing more is done about it."))
    return standing


def _said(text: str) -> str:
    told = text.strip()
    if not told:
        raise KeepingError(_("Say it in a few words."))
    return told
