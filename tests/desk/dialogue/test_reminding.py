"""Reminders sent to a mail server on loopback: once a day, to who asked, whatever goes wrong in between."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.desk.dialogue.post_office import NAME, PASSWORD, PostOffice, certificate

from sarez.desk.accounts.models import AuditEntry
from sarez.desk.dialogue.follow_up import mailing, reminding
from sarez.desk.dialogue.follow_up.mailing import MailError, post_of
from sarez.desk.dialogue.follow_up.reminding import round_of
from sarez.desk.dialogue.models import Reminder, Sending

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 6, 1, 8, tzinfo=UTC)
SENDER = "Sarez <desk@example.org>"
DAY = timedelta(days=1)


@pytest.fixture
def office(request):
    made = []

    def opened(*args, **kwargs):
        made.append(PostOffice(*args, **kwargs))
        return made[-1]

    yield opened
    for one in made:
        one.close()


@pytest.fixture
def asked(desk, kept):
    """Someone who asked to be reminded, and has a step that is due."""

    def ask(name="olga", **more):
        user = desk.user("officer", 3, name)
        entry = kept.commitment(f"a bridge for {name}", f"20{30 + Reminder.objects.count()}")
        kept.step(entry, name, text=f"Call for {name}", due=date(2024, 5, 30))
        told = {
            "is_on": True,
            "address": f"{name}@example.org",
            "confirmed_at": NOW - DAY,
            "at": time(7),
            **more,
        }
        return Reminder.objects.create(user=user, on_since=NOW - DAY, **told)

    return ask


def server(office, **who):
    return post_of(office.url(**who), SENDER)


def state():
    return list(Sending.objects.order_by("pk").values_list("state", "problem"))


def test_a_message_comes_once_a_day_with_its_headers(asked, office):
    asked()
    post = office()
    for hours in (0, 1, 10):
        round_of(NOW + timedelta(hours=hours), server(post))
    [told] = post.parsed()
    assert told["Subject"] == "Sarez: 0 due, 1 overdue · 2024-06-01"
    assert (told["To"], told["From"]) == ("olga@example.org", SENDER)
    assert (
        told["Auto-Submitted"] == "auto-generated"
        and told["List-Id"] == "Sarez reminders <reminders.example.org>"
    )
    assert told["Message-ID"].endswith("@example.org>")
    assert told.get_content_type() == "text/plain" and "Call for olga" in told.get_content()
    assert state() == [("sent", "")]
    assert AuditEntry.objects.filter(action="reminded", target="user olga").count() == 1
    round_of(NOW + DAY, server(post))
    assert len(post.letters) == 2


def test_nothing_goes_to_who_did_not_ask_is_not_confirmed_or_has_left(asked, office):
    asked("off", is_on=False)
    asked("unconfirmed", confirmed_at=None)
    gone = asked("gone")
    gone.user.is_active = False
    gone.user.save()
    post = office()
    assert round_of(NOW, server(post), is_now=True).sent == 0
    assert (post.visits, state()) == (0, [])


def test_it_waits_for_the_time_of_day_and_now_does_not(asked, office):
    asked(at=time(9))
    post = office()
    assert round_of(NOW, server(post)).sent == 0
    assert round_of(NOW, server(post), is_now=True).sent == 1
    assert round_of(NOW + timedelta(hours=2), server(post), is_now=True).sent == 0


def test_the_day_is_that_of_the_place_where_the_desk_is(asked, office, settings):
    settings.TIME_ZONE = "Asia/Ashgabat"
    asked(at=time(1))
    late = datetime(2024, 6, 1, 21, tzinfo=UTC)  # two in the morning of the second
    round_of(late, server(office()))
    assert Sending.objects.get().day == date(2024, 6, 2)


def test_a_day_on_which_nothing_is_due_has_no_message(desk, office):
    Reminder.objects.create(
        user=desk.user("reader", 1), is_on=True, address="r@example.org", confirmed_at=NOW
    )
    post = office()
    round_of(NOW, server(post))
    assert (post.visits, state()) == (0, [("nothing", "")])


def test_a_message_is_in_the_language_of_its_reader(asked, office):
    reminder = asked()
    reminder.user.language = "ru"
    reminder.user.save()
    post = office()
    round_of(NOW, server(post))
    assert "Кыргызстан" in post.parsed()[0].get_content()


@pytest.mark.parametrize(
    ("manner", "trouble"), [("no sender", "sender"), ("no address", "address"), ("refuse", "refused")]
)
def test_what_the_server_refuses_is_said_and_tried_again_later(asked, office, manner, trouble):
    asked()
    post = office(manner)
    assert round_of(NOW, server(post)).failed == 1
    assert state() == [("failed", trouble)]
    post.manner = "kind"
    round_of(NOW + timedelta(minutes=5), server(post))
    assert post.letters == [], "it waits a while"
    assert round_of(NOW + timedelta(minutes=11), server(post)).sent == 1
    assert (len(post.letters), state()) == (1, [("sent", "")])


def test_a_connection_cut_after_the_message_left_is_not_sent_again(asked, office):
    asked()
    post = office("cut")
    round_of(NOW, server(post))
    assert state() == [("unsure", "cut")]
    post.manner = "kind"
    round_of(NOW + timedelta(hours=5), server(post), is_now=True)
    assert len(post.letters) == 1
    assert round_of(NOW + DAY, server(post)).sent == 1


def test_a_wrong_password_is_said_and_not_tried_for_each(asked, office, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path)))
    asked("anna")
    asked("olga")
    post = office(certificate=tmp_path / "post.pem")
    done = round_of(NOW, server(post, scheme="smtp+starttls", name=NAME, password="wrong"))
    assert (done.failed, state()) == (2, [("failed", "login")] * 2)
    assert len(post.logins) == 1
    done = round_of(NOW, server(post, scheme="smtp+starttls", name=NAME, password=PASSWORD), is_now=True)
    assert (done.sent, post.logins[-1]) == (2, (NAME, PASSWORD))


def test_it_comes_over_tls_from_the_first_byte_too(asked, office, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path)))
    asked()
    post = office(certificate=tmp_path / "post.pem", is_tls=True)
    assert round_of(NOW, server(post, scheme="smtps", name=NAME, password=PASSWORD)).sent == 1


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_server_that_nobody_vouches_for_gets_neither_password_nor_message(asked, office, tmp_path, scheme):
    certificate(tmp_path)
    asked()
    post = office(certificate=tmp_path / "post.pem", is_tls=scheme == "smtps")
    round_of(NOW, server(post, scheme=scheme, name=NAME, password=PASSWORD))
    assert state() == [("failed", "secrecy")]
    assert (post.logins, post.letters) == ([], [])


def test_a_server_without_encryption_gets_nothing(asked, office):
    asked()
    post = office()
    round_of(NOW, server(post, scheme="smtp+starttls", name=NAME, password=PASSWORD))
    assert state() == [("failed", "secrecy")] and post.logins == []


def test_a_silent_server_is_waited_for_no_longer_than_patience(asked, office):
    asked()
    round_of(NOW, server(office("mute")), patience=0.3)
    assert state() == [("failed", "silent")]


def test_a_server_that_is_not_there_is_said(asked, office):
    asked()
    post = office()
    post.close()
    round_of(NOW, server(post), patience=2)
    assert state() == [("failed", "unreached")]


def test_killed_between_mark_and_message_it_is_not_sent_twice(asked, office, monkeypatch):
    asked()
    post = office()

    class Killed(BaseException):
        pass

    def die(*args):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "message", die)
        with pytest.raises(Killed):
            round_of(NOW, server(post))
    assert state() == [("under_way", "")]
    assert round_of(NOW + timedelta(hours=3), server(post), is_now=True).sent == 0
    assert round_of(NOW + DAY, server(post)).sent == 1


def test_another_process_that_comes_in_between_sends_nothing(asked, office, monkeypatch):
    asked()
    post, make = office(), mailing.message

    def come_in_between(*args):
        assert round_of(NOW, server(post), is_now=True) == reminding.Round()
        return make(*args)

    monkeypatch.setattr(mailing, "message", come_in_between)
    round_of(NOW, server(post))
    assert (len(post.letters), state()) == (1, [("sent", "")])


def test_of_two_processes_that_saw_the_same_day_open_one_takes_it(asked, office, monkeypatch):
    reminder = asked()
    monkeypatch.setattr(reminding, "wanted", lambda now, *, is_now=False: [reminder])
    post = office()
    assert [round_of(NOW, server(post)).sent for _n in range(2)] == [1, 0]
    assert len(post.letters) == 1


def test_evidence_told_once_is_not_told_again_and_not_lost_on_a_day_that_failed(asked, office, kept, desk):
    reminder = asked()
    entry = kept.commitment("a road", "2040")
    kept.following(entry, "olga")
    kept.bearing(entry, at=NOW - timedelta(hours=2))
    post = office("refuse")
    round_of(NOW, server(post))
    post.manner = "kind"
    round_of(NOW + DAY, server(post))
    assert "New evidence" in post.parsed()[0].get_content()
    told = reminding.letter(reminder, NOW + 2 * DAY)
    assert "New evidence" not in told.text


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("smtp://mail.example.org", "secrecy"), ("http://mail.example.org", "settings"), ("smtps://", "settings"),
        ("smtps://mail.example.org:many", "settings"),
    ],
)  # fmt: skip
def test_an_address_that_would_send_in_the_clear_or_says_too_little_is_refused(url, trouble):
    with pytest.raises(MailError) as told:
        post_of(url, SENDER)
    assert told.value.trouble == trouble


def test_a_desk_without_a_sender_is_told_so():
    with pytest.raises(MailError) as told:
        post_of("smtps://mail.example.org", "")
    assert told.value.trouble == "settings" and "SAREZ_MAIL_FROM" in str(told.value)


def test_the_address_of_a_mail_server_is_read_whole():
    found = post_of("smtps://desk%40example.org:a%2Fb@mail.example.org", SENDER)
    assert (found.user, found.password, found.port, found.domain) == (
        "desk@example.org",
        "a/b",
        465,
        "example.org",
    )


@pytest.mark.parametrize(("named", "order"), [("GREEN", 1), ("TLP:AMBER", 2), ("CLEAR", 0), ("nonsense", 0)])
def test_the_ceiling_is_what_is_set_and_the_lowest_where_that_is_nonsense(settings, named, order):
    settings.MAIL = {**settings.MAIL, "marking": named}
    assert mailing.ceiling() == order
