"""A round of reminders: who is due a message, sent at most once a day whatever happens in between.

The mark of a day is on record before its message leaves. A message that the mail server did not take is tried again;
one that was cut short is not, for it may have come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from sarez.desk.accounts.audit import log
from sarez.desk.dialogue.follow_up import mailing
from sarez.desk.dialogue.follow_up.digest import Digest, body, subject
from sarez.desk.dialogue.follow_up.gathering import gathered
from sarez.desk.dialogue.follow_up.mailing import MailError, Post
from sarez.desk.dialogue.models.reminders import FAILED, NOTHING, SENT, UNDER_WAY, UNSURE, Reminder, Sending

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=10), timedelta(hours=2)


@dataclass(slots=True)
class Round:
    """What a round of reminders came to."""

    sent: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to a person of the desk, as it is to be sent."""

    reminder: Reminder
    digest: Digest
    subject: str
    text: str


def wanted(now: datetime, *, is_now: bool = False) -> Iterator[Reminder]:
    """Those who asked to be reminded and whose message of the day is due: not sent, not tried just now.

    With `is_now` the time of day and the wait after a failure are left aside; a day still has one message.
    """
    here = timezone.localtime(now)
    asked = Reminder.objects.filter(is_on=True, confirmed_at__isnull=False, user__is_active=True)
    marks = {mark.user_id: mark for mark in Sending.objects.filter(day=here.date())}
    for reminder in asked.select_related("user").order_by("user__username"):
        if not is_now and reminder.at > here.time():
            continue
        stood = marks.get(reminder.user_id)
        if stood is None or (stood.state == FAILED and (is_now or (stood.next_try or now) <= now)):
            yield reminder


def letter(reminder: Reminder, now: datetime) -> Letter:
    """The message of a person for the day, in their language."""
    with translation.override(reminder.user.language):
        told = gathered(reminder, timezone.localdate(now), _since(reminder, now), now, mailing.ceiling())
        return Letter(reminder, told, subject(told), body(told, address_of_desk()))


def round_of(
    now: datetime,
    server: Post,
    *,
    is_now: bool = False,
    progress: Callable[[str], object] = lambda said: None,
    patience: float = mailing.PATIENCE,
) -> Round:
    """Send the messages that are due. After a failure to connect nobody else's is tried in this round."""
    done, lost = Round(), ""
    for reminder in list(wanted(now, is_now=is_now)):
        told = letter(reminder, now)
        mark = _taken(reminder, now)
        if mark is None:
            continue
        try:
            if lost:
                raise MailError(lost, is_lost=True)
            _one(told, mark, server, patience)
        except MailError as error:
            lost = error.trouble if error.is_lost else ""
            _failed(mark, now, error)
        done.sent += mark.state == SENT
        done.failed += mark.state in (FAILED, UNSURE)
        said = f"{mark.get_state_display()}{f' ({mark.problem})' if mark.problem else ''}"
        progress(f"{reminder.user.username}: {said}")
    return done


def _one(told: Letter, mark: Sending, server: Post, patience: float) -> None:
    """Send a message whose mark is taken; one with nothing to tell is not sent. MailError where it was not sent."""
    if told.digest.is_empty:
        _close(mark, NOTHING)
        return
    made = mailing.message(server, told.reminder.address, told.subject, told.text, mark.day.isoformat())
    with mailing.opened(server, patience) as send:
        send(made)
        _close(mark, SENT, lines=sum(section.count for section in told.digest.sections))


def address_of_desk() -> str:
    """Where the links of a message lead: to the desk as it is served now, or would be."""
    from sarez.desk.home import Home
    from sarez.desk.serving import Place, served_at

    return served_at(Home.of_environment()) or Place().address


def _taken(reminder: Reminder, now: datetime) -> Sending | None:
    """Take the day of a person for this process: its mark, on record before anything is sent; None where another has it."""
    day = timezone.localdate(now)
    again = Sending.objects.filter(user=reminder.user, day=day, state=FAILED)
    if again.update(state=UNDER_WAY, at=now, problem="", next_try=None):
        return Sending.objects.get(user=reminder.user, day=day)
    try:
        with transaction.atomic():
            return Sending.objects.create(user=reminder.user, day=day, at=now)
    except IntegrityError:
        return None


@transaction.atomic
def _close(mark: Sending, state: str, **told: int) -> None:
    mark.state = state
    mark.save(update_fields=["state"])
    if state == SENT:
        log(None, "reminded", f"user {mark.user.username}", count=told["lines"])


def _failed(mark: Sending, now: datetime, error: MailError) -> None:
    """Note what went wrong, and when it is tried again: the later the more often it failed, never where it may have come."""
    mark.problem = error.trouble
    mark.state = UNSURE if error.is_unsure else FAILED
    mark.next_try = (
        None if error.is_unsure else now + min(FIRST_WAIT * 2 ** min(mark.tries - 1, 8), LONGEST_WAIT)
    )
    mark.tries += not error.is_unsure
    mark.save(update_fields=["state", "problem", "next_try", "tries"])


def _since(reminder: Reminder, now: datetime) -> datetime:
    """Since when evidence is new: the last message that surely came, or when the person asked to be reminded."""
    last = Sending.objects.filter(user=reminder.user, state__in=(SENT, NOTHING)).first()
    return last.at if last else reminder.on_since or now - timedelta(days=1)


def past(reminder: Reminder, on: date) -> list[Sending]:
    """What was sent to a person of late, the latest first."""
    return list(Sending.objects.filter(user=reminder.user, day__lte=on)[:7])
