"""One's own reminders: off until switched on, to an address that gave its code back, how they fared."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from tests.desk.dialogue.post_office import PostOffice

from sarez.desk.dialogue.models import Reminder, Sending

pytestmark = pytest.mark.django_db
PAGE = "/account/reminders"


@pytest.fixture
def post(settings):
    office = PostOffice()
    settings.MAIL = {**settings.MAIL, "secret_url": office.url(), "sender": "desk@example.org"}
    yield office
    office.close()


@pytest.fixture
def olga(desk, signed_in):
    user = desk.user("officer", 3, "olga")
    return user, signed_in(user)


def given(**values):
    return {"is_on": "on", "address": "olga@example.org", "at": "08:30", "has_steps": "on", **values}


def code_in(office):
    return re.search(r"confirm it: (\w{8})", office.parsed()[-1].get_content()).group(1)


def test_it_is_off_and_says_what_to_do_without_a_mail_server(olga):
    _user, client = olga
    told = client.get(PAGE).content.decode()
    assert "SAREZ_SMTP_URL" in told and not Reminder.objects.exists()
    assert not re.search(r'name="is_on"[^>]*checked', told)


def test_an_address_is_confirmed_by_the_code_that_was_sent_to_it(olga, post):
    user, client = olga
    assert client.post(PAGE, given()).status_code == 302
    reminder = Reminder.objects.get(user=user)
    assert (reminder.is_on, reminder.confirmed_at, str(reminder.at)) == (True, None, "08:30:00")
    assert code_in(post) not in (reminder.code, "")
    confirm = reverse("account-reminders-confirm")
    assert "another code" in client.post(confirm, {"code": "WRONG"}, follow=True).content.decode()
    assert (
        "is confirmed" in client.post(confirm, {"code": code_in(post).lower()}, follow=True).content.decode()
    )
    reminder.refresh_from_db()
    assert reminder.confirmed_at is not None
    client.post(PAGE, given(at="09:00"))
    reminder.refresh_from_db()
    assert reminder.confirmed_at is not None, "the same address stays confirmed"
    client.post(PAGE, given(address="other@example.org"))
    reminder.refresh_from_db()
    assert reminder.confirmed_at is None


def test_a_code_is_not_guessed(olga, post):
    _user, client = olga
    client.post(PAGE, given())
    for _n in range(5):
        client.post(reverse("account-reminders-confirm"), {"code": "WRONG"})
    told = client.post(
        reverse("account-reminders-confirm"), {"code": code_in(post)}, follow=True
    ).content.decode()
    assert "holds no more" in told and Reminder.objects.get().confirmed_at is None


def test_codes_are_not_sent_one_after_the_other(olga, post):
    _user, client = olga
    client.post(PAGE, given())
    told = client.post(reverse("account-reminders-confirm"), {"do": "send"}, follow=True).content.decode()
    assert "Wait two minutes" in told and len(post.letters) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"address": ""}, "Give the address"),
        ({"address": "olga at home"}, "valid email"),
        ({"at": "noon"}, "valid time"),
        ({"address": "olga@elsewhere.org"}, "own institution only"),
    ],
)
def test_bad_input_is_said_beside_its_field(olga, post, settings, values, said):
    settings.MAIL = {**settings.MAIL, "domains": "example.org, example.net"}
    _user, client = olga
    answer = client.post(PAGE, given(**values))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Reminder.objects.exists() and post.letters == []


def test_what_went_wrong_is_shown_with_what_to_do(olga, post):
    user, client = olga
    at = datetime.now(UTC)
    Sending.objects.create(user=user, day=at.date(), at=at, state="failed", problem="login", next_try=at)
    told = client.get(PAGE).content.decode()
    assert "An administrator sets them in SAREZ_SMTP_URL" in told and "Tried again after" in told


def test_one_sees_ones_own_settings_alone(olga, desk, signed_in):
    user, _client = olga
    Reminder.objects.create(user=user, address="olga@example.org", is_on=True)
    told = signed_in(desk.user("administrator", 4)).get(PAGE).content.decode()
    assert "olga@example.org" not in told
