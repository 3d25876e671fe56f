"""Occasions as a calendar program is told of them: with a name that stays, and a number that rises with each change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from sarez.desk.accounts import markings
from sarez.desk.accounts.viewers import FOREVER, Viewer
from sarez.desk.dialogue.entries import kept_by_entry
from sarez.desk.dialogue.meetings.calendar import DUE, ENGAGEMENT, STEP, Occasion
from sarez.desk.dialogue.meetings.ics import CANCELLED, CONFIRMED, TENTATIVE, Happening
from sarez.desk.dialogue.meetings.occasions import in_words
from sarez.desk.dialogue.models import AgendaItem, Following, Kept, Plan, Step
from sarez.desk.events.apart import kin
from sarez.desk.events.models import Entry, Version

STATUSES = {
    "cancelled": CANCELLED, "denied": CANCELLED, "postponed": CANCELLED, "called_for": TENTATIVE,
    "held": CONFIRMED, "occurred": CONFIRMED,
}  # fmt: skip
MOST_AGENDA = 40


def happenings(
    viewer: Viewer, told: Iterable[Occasion], address: Callable[[Occasion], str]
) -> list[Happening]:
    """These occasions for a calendar program; what has no day is left out, for it may be put on none.

    An engagement that was moved is told once, where it is now.
    """
    exact = [o for o in told if o.is_exact]
    moved = {o.entry for o in exact if o.moved_from}
    shown = [o for o in exact if not (o.state == "postponed" and o.entry in moved)]
    entries = {o.entry for o in shown}
    titles = in_words(viewer, shown)
    made = dict(Entry.objects.filter(pk__in=entries).values_list("pk", "made"))
    home = kin(entries)
    changed = last_changes(viewer, entries, home)
    agendas = kept_by_entry(AgendaItem, home, viewer)
    return [
        _happening(
            o,
            titles.get(o.version, o.title),
            changed[o.entry],
            made[o.entry],
            address(o),
            agendas.get(o.entry, ()),
        )
        for o in shown
        if o.entry in changed
    ]


def last_changes(viewer: Viewer, entries: Collection[int], home: Mapping[int, int]) -> dict[int, datetime]:
    """When what a viewer sees of these entries last changed: what stands, and what the desk keeps, begins or drops."""
    seen = Version.objects.seen_by(viewer).filter(entry__in=entries)
    found = dict(seen.values_list("entry", "known_from"))
    models: tuple[type[Kept], ...] = (Plan, AgendaItem, Following, Step)
    for model in models:
        rows = model._default_manager.filter(entry__in=home, marking__lte=viewer.clearance).order_by()
        known = rows.filter(known_from__lte=viewer.moment).values("entry").annotate(
            begun=Max("known_from"), ended=Max("known_to", filter=Q(known_to__lt=min(FOREVER, viewer.moment)))
        )  # fmt: skip
        for row in known:
            entry = home[row["entry"]]
            if entry in found:
                found[entry] = max(t for t in (found[entry], row["begun"], row["ended"]) if t)
    return found


def name_of(occasion: Occasion, made: datetime) -> str:
    """The name of an occasion, the same in every file and feed and on no other desk."""
    desk = sha256(f"{occasion.entry} {made.isoformat()}".encode()).hexdigest()[:16]
    of = f"-{occasion.number}" if occasion.number else ""
    return f"{occasion.what}-{occasion.entry}{of}-{desk}@sarez"


def status_of(occasion: Occasion) -> str:
    """What a calendar program is told of its state: planned is certain only where the desk itself plans it."""
    if occasion.what != ENGAGEMENT:
        return CONFIRMED
    return STATUSES.get(occasion.state, CONFIRMED if occasion.is_ours else TENTATIVE)


def _happening(
    occasion: Occasion,
    title: str,
    changed: datetime,
    made: datetime,
    address: str,
    agenda: Sequence[AgendaItem],
) -> Happening:
    starts, ends_ = hours(occasion, agenda)
    return Happening(
        uid=name_of(occasion, made),
        summary=summary(occasion, title),
        first=occasion.first,
        last=occasion.last,
        changed=changed,
        starts=starts,
        ends=ends_,
        status=status_of(occasion),
        place=occasion.place,
        description=_description(occasion, title, agenda, starts is None),
        address=address,
        categories=(markings.name_of(occasion.marking),),
        is_busy=occasion.what == ENGAGEMENT and occasion.is_ours and not occasion.is_over,
        is_public=occasion.marking == markings.CLEAR,
    )


def summary(occasion: Occasion, title: str) -> str:
    """The line a calendar shows."""
    if occasion.what == DUE:
        return _("Due: %(title)s") % {"title": title}
    if occasion.what == STEP:
        return _("Next step: %(text)s (%(title)s)") % {"text": occasion.text, "title": title}
    return title


def hours(occasion: Occasion, agenda: Sequence[AgendaItem]) -> tuple[datetime | None, datetime | None]:
    """The moments at which an engagement of one day begins and, where its agenda tells, ends; None for a whole day."""
    if occasion.starts is None or occasion.last != occasion.first or not occasion.zone:
        return None, None
    try:
        zone = ZoneInfo(occasion.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None, None
    starts = datetime.combine(occasion.first, occasion.starts, zone)
    told = [
        datetime.combine(occasion.first, i.starts, zone) + timedelta(minutes=i.minutes)
        for i in agenda
        if i.starts is not None and i.minutes is not None
    ]
    return starts, max(told, default=None)


def _description(occasion: Occasion, title: str, agenda: Sequence[AgendaItem], is_whole_day: bool) -> str:
    lines = [markings.name_of(occasion.marking)]
    if occasion.what == ENGAGEMENT:
        lines.append(_("Planned by the desk") if occasion.is_ours else _("Told by reports"))
    if occasion.moved_from:
        lines.append(_("Moved from %(day)s") % {"day": occasion.moved_from})
    if occasion.what == STEP:
        lines.append(title)
    if occasion.starts and is_whole_day:
        lines.append(
            _("Begins at %(time)s %(zone)s") % {"time": f"{occasion.starts:%H:%M}", "zone": occasion.zone}
        )
    if occasion.owner:
        lines.append(_("Kept by %(owner)s") % {"owner": occasion.owner})
    lines += [f"{item.position}. {item.title}" for item in agenda[:MOST_AGENDA]]
    return "\n".join(lines)
