"""Warnings to their recipients: once each, signed, tried again, never above a marking, never by themselves."""

import base64
import hmac
import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone
from tests.desk.dialogue.post_office import PostOffice
from tests.desk.warnings.hook_taker import HookTaker

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.follow_up.mailing import post_of
from sarez.desk.dialogue.keeping import KeepingError
from sarez.desk.warnings.clock.standing import stand
from sarez.desk.warnings.clock.turns import acknowledge
from sarez.desk.warnings.delivery import queue
from sarez.desk.warnings.delivery.recipients import alter, choices, confirm, renew_secret, those
from sarez.desk.warnings.delivery.round import deliver
from sarez.desk.warnings.inbox.due import due_of
from sarez.desk.warnings.issuing.issue import update
from sarez.desk.warnings.models import Delivery, Recipient, Warning

pytestmark = pytest.mark.django_db
DESK = "https://desk.example.org"


@pytest.fixture
def office():
    made = PostOffice()
    yield made
    made.close()


@pytest.fixture
def taker(settings):
    settings.PRIVATE_FEEDS = ("127.0.0.1",)
    made = HookTaker()
    yield made
    made.close()


@pytest.fixture
def sent(office):
    """A round of deliveries through the post office at a moment."""
    server = post_of(office.url(), "desk@example.org")
    return lambda now=None: deliver(now, server=server, desk=DESK)


def test_a_warning_is_mailed_once_with_a_link_that_leads_to_sign_in(make, office, sent, client):
    to = make.recipient()
    warning = make.warning([to])
    assert (sent().sent, sent().sent, len(office.letters)) == (1, 0, 1)
    [letter] = office.parsed()
    assert letter["To"] == "duty@example.org"
    assert "TLP:GREEN" in letter["Subject"] and "Kyrgyzstan – Tajikistan" in letter["Subject"]
    body = letter.get_content()
    assert "Three clashes" in body and "35 %" in body and f"{DESK}/warnings/{warning.number}" in body
    answer = client.get(f"/warnings/{warning.number}")
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in?next=/warnings/")
    assert AuditEntry.objects.filter(action="delivered warning", target=warning.name).count() == 1


def test_nothing_is_told_by_mail_above_what_may_travel_by_it(make, office, sent, settings):
    to = make.recipient(clearance=2)
    warning = make.warning([to], marking=2, rationale="zqxvar", unit="KGZ-UZB")
    sent()
    [letter] = office.parsed()
    for header in ("Date", "Message-ID"):  # digits of the clock and of chance
        del letter[header]
    whole = f"{letter} {letter['Subject']} {letter.get_content()}".casefold()
    for word in ("zqxvar", "Uzbekistan", "border", "orange", "35"):
        assert word.casefold() not in whole, word
    assert f"/warnings/{warning.number}" in letter.get_content()


def test_a_drill_says_so_and_a_russian_reads_russian(make, office, sent):
    make.warning([make.recipient(language="ru")], is_exercise=True)
    sent()
    [letter] = office.parsed()
    assert (
        "УЧЕНИЯ" in letter["Subject"] and "Киргизия" in letter.get_content()
    ) or "Кыргызстан" in letter.get_content()


def test_nobody_gets_what_they_are_not_cleared_for(desk, make):
    low, high = make.recipient(clearance=1), make.recipient("Embassy", "e@example.org", clearance=2)
    viewer = desk.viewer(4)
    with pytest.raises(KeepingError, match="not cleared for TLP:AMBER"):
        those([low.number, high.number], 2, viewer)
    assert those([high.number], 2, viewer) == [high]
    with pytest.raises(KeepingError, match="TLP:RED does not leave"):
        make.recipient("Red", "r@example.org", clearance=4)


def test_a_person_of_the_desk_gets_no_more_than_they_may_see_now(desk, make, office, sent):
    boris = desk.user("reader", 2, "boris")
    to = make.recipient(username="boris", clearance=2)
    make.warning([to], marking=2)
    boris.clearance = 1
    boris.save()
    assert sent().withheld == 1 and not office.letters
    assert [c.clearance for c in choices(desk.viewer(4))] == [1]
    boris.is_active = False
    boris.save()
    assert not choices(desk.viewer(4))[0].is_ready


def test_nothing_goes_before_an_administrator_has_confirmed_and_a_change_is_confirmed_anew(
    desk, make, office, sent
):
    to = make.recipient(is_confirmed=False)
    with pytest.raises(KeepingError, match="administrator"):
        confirm(to, make.head)
    make.warning([to])
    assert sent().withheld == 1 and not office.letters
    to = confirm(to, make.admin)
    assert to.confirmed_by == make.admin.username
    assert alter(to, make.head, title="Duty").confirmed_at is not None
    assert (
        alter(
            Recipient.objects.seen_by(desk.viewer(4)).get(), make.head, address="x@example.org"
        ).confirmed_at
        is None
    )


def test_a_refused_mail_is_tried_again_later_and_later_and_is_loud(desk, make, office, sent):
    warning = make.warning([make.recipient()])
    office.manner, now = "refuse", timezone.now()
    assert sent(now).failed == 1 and sent(now).failed == 0
    [one] = Delivery.objects.all()
    assert (one.state, one.problem, one.tries) == ("failed", "refused", 1)
    assert due_of(desk.viewer(1), now).loud[0].warning.number == warning.number
    assert sent(now + queue.FIRST_WAIT).failed == 1
    one.refresh_from_db()
    assert one.next_try == now + queue.FIRST_WAIT + 2 * queue.FIRST_WAIT
    office.manner = "kind"
    assert sent(one.next_try).sent == 1
    assert not due_of(desk.viewer(1), timezone.now()).loud
    assert len(office.letters) == 1


def test_a_mail_that_was_cut_short_may_have_come_and_is_not_sent_again(make, office, sent):
    make.warning([make.recipient()])
    office.manner, now = "cut", timezone.now()
    sent(now)
    office.manner = "kind"
    sent(now + timedelta(hours=3))
    assert (Delivery.objects.get().state, len(office.letters)) == ("unsure", 1)


def test_a_mail_under_way_when_the_desk_was_stopped_is_not_sent_again(make, office, sent):
    make.warning([make.recipient()])
    now = timezone.now()
    assert queue.take(Delivery.objects.get(), now) and not queue.take(Delivery.objects.get(), now)
    sent(now + 2 * queue.LEASE)
    assert (Delivery.objects.get().state, office.letters) == ("unsure", [])


def test_without_a_mail_server_it_waits_and_is_loud(desk, make, settings):
    settings.MAIL = settings.MAIL | {"secret_url": ""}
    make.warning([make.recipient()])
    assert deliver(desk=DESK).failed == 1
    assert Delivery.objects.get().problem == "settings"


def test_it_is_given_up_when_the_warning_expires(make, office, sent):
    make.warning([make.recipient()], expires=timezone.now() + timedelta(minutes=3))
    office.manner, now = "refuse", timezone.now()
    for minutes in (0, 1, 2):
        sent(now + timedelta(minutes=minutes))
    assert Delivery.objects.get().state == "given_up"


def test_what_was_superseded_before_it_left_is_not_sent(make, office, sent):
    to = make.recipient()
    first = make.warning([to])
    second = update(first, make.told(level="red"), make.head, "Shots.", [to])
    sent()
    assert [d.state for d in Delivery.objects.order_by("warning")] == ["overtaken", "sent"]
    assert f"/warnings/{second.number}" in office.parsed()[0].get_content()


def test_a_webhook_is_signed_with_its_secret_and_a_timestamp(make, taker):
    to = make.recipient("System", taker.url, way="webhook", clearance=2)
    report = make.desk.report(marking=2)
    hidden = make.desk.report(marking=3)
    resting = [{"kind": "report", "number": r.pk} for r in (report, hidden)]
    warning = make.warning([to], marking=2, evidence=resting, marking_reason="agreed")
    assert deliver(desk=DESK).sent == 1
    [(path, headers, body)] = taker.calls
    secret = base64.b64decode(to.told_secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(secret, signed, sha256).digest()).decode()
    assert (path, headers["webhook-signature"]) == ("/warnings", f"v1,{wanted}")
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    told = json.loads(body)
    assert (told["type"], told["id"], headers["Idempotency-Key"]) == (
        "warning.issued",
        headers["webhook-id"],
        headers["webhook-id"],
    )
    assert (told["data"]["id"], told["data"]["marking"]) == (warning.number, "TLP:AMBER")
    assert told["data"]["evidence"] == [f"/report/{report.pk}"]
    assert to.told_secret not in Recipient.objects.get(pk=to.pk).secret


def test_a_webhook_that_says_nothing_is_called_again_with_the_same_key(make, taker):
    make.warning([make.recipient("System", taker.url, way="webhook")])
    taker.status, now = None, timezone.now()
    assert deliver(now, desk=DESK).failed == 1
    taker.status = 503
    assert deliver(now + queue.FIRST_WAIT, desk=DESK).failed == 1
    taker.status = 204
    assert deliver(now + 10 * queue.FIRST_WAIT, desk=DESK).sent == 1
    assert deliver(now + 99 * queue.FIRST_WAIT, desk=DESK).sent == 0
    keys = {headers["Idempotency-Key"] for _path, headers, _body in taker.calls}
    assert (len(taker.calls), len(keys), len({body for _p, _h, body in taker.calls})) == (3, 1, 1)


@pytest.mark.parametrize("status", [404, 410, 302])
def test_a_webhook_that_refuses_is_left_alone_and_follows_no_redirect(make, taker, status):
    make.warning([make.recipient("System", taker.url, way="webhook")])
    taker.status = status
    assert deliver(desk=DESK).withheld == 1
    assert (Delivery.objects.get().problem, len(taker.calls)) == (f"answered {status}", 1)


def test_no_webhook_reaches_into_our_own_network_unasked(make, taker, settings):
    to = make.recipient("System", taker.url, way="webhook")
    settings.PRIVATE_FEEDS = ()
    make.warning([to])
    deliver(desk=DESK)
    assert (Delivery.objects.get().state, taker.calls) == ("withheld", [])


def test_a_new_secret_takes_the_place_of_the_old(desk, make, taker):
    to = make.recipient("System", taker.url, way="webhook")
    secret = renew_secret(to, make.head)
    assert secret != to.told_secret
    make.warning([to])
    deliver(desk=DESK)
    _path, headers, body = taker.calls[0]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    assert (
        headers["webhook-signature"]
        == "v1," + base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
    )


def test_nothing_goes_out_by_a_proposal(make, office, sent):
    make.recipient()
    make.proposal()
    sent()
    assert not office.letters and not Warning.objects.exists() and not Delivery.objects.exists()


def test_as_known_before_it_came_it_had_not(desk, make, office, sent):
    warning = make.warning([make.recipient()])
    before = timezone.now()
    sent()
    acknowledge(warning, make.head)
    [then] = stand([warning], desk.viewer(4, before), timezone.now())
    [now] = stand([warning], desk.viewer(4), timezone.now())
    assert (len(then.sent), len(now.sent), then.turns) == (0, 1, [])
