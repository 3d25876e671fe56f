"""Signing in: by password, throttled; by a link, once; with a second factor, where one is set."""

from datetime import timedelta

import pyotp
import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from sarez.desk.accounts import second_factor
from sarez.desk.accounts.models import AuditEntry, SignInLink
from sarez.desk.accounts.signing import make_link

pytestmark = pytest.mark.django_db
PASSWORD = "pamir-lake-1911"


@pytest.fixture
def ana(desk):
    user = desk.user("head", 4, "ana")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password=PASSWORD, name="ana", **more):
    return client.post("/sign-in", {"username": name, "password": password, **more})


def actions():
    return list(AuditEntry.objects.order_by("id").values_list("action", "target"))


def test_the_right_password_opens_the_desk_and_is_argon2(client, ana):
    assert ana.password.startswith("argon2$argon2id$")
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert ("signed in", "by password") in actions()


def test_the_session_remembers_when_one_was_last_here(client, ana):
    sign_in(client)
    assert "signed in before" not in client.session  # the first time
    client.post("/sign-out")
    ana.refresh_from_db()
    sign_in(client)
    assert client.session["signed in before"] == ana.last_login.isoformat()
    assert client.get("/").status_code == 200


def test_after_five_wrong_passwords_even_the_right_one_is_refused_until_the_wait_is_over(client, ana):
    for _ in range(5):
        answer = sign_in(client, "wrong")
    assert answer.status_code == 429
    assert b"even the right password is refused" in answer.content
    refused = sign_in(client)
    assert refused.status_code == 429 and "_auth_user_id" not in client.session
    assert ("locked out", "user ana") in actions()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client).status_code == 302


def test_four_wrong_passwords_do_not_lock_and_are_forgiven_by_the_right_one(client, ana):
    for _ in range(2):
        for _ in range(4):
            assert sign_in(client, "wrong").status_code == 200
        assert sign_in(client).status_code == 302
        client.post("/sign-out")


def test_a_failure_is_in_the_log_without_what_was_typed(client, ana):
    sign_in(client, "wrong")
    sign_in(client, "x", name="my-password-in-the-wrong-field")
    assert actions() == [("sign-in failed", "user ana"), ("sign-in failed", "unknown name")]
    assert "wrong-field" not in "".join(AuditEntry.objects.values_list("details", flat=True))


def test_signing_out_is_in_the_log(client, ana):
    sign_in(client)
    client.post("/sign-out")
    assert actions()[-1] == ("signed out", "user ana")
    assert client.get("/account").status_code == 302


def test_the_session_gets_a_new_key_at_sign_in(client, ana):
    client.get("/sign-in")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    sign_in(client)
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_foreign_address_to_go_on_to_is_not_followed(client, ana):
    assert sign_in(client, next="https://example.org/")["Location"] == "/"
    assert sign_in(client, next="/account")["Location"] == "/account"


def test_a_link_works_once(client, ana):
    secret = make_link(ana)
    assert client.get(f"/sign-in/{secret}").status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post(f"/sign-in/{secret}")["Location"] == "/"
    assert ("signed in", "by link") in actions()
    client.logout()
    assert client.post(f"/sign-in/{secret}")["Location"] == "/sign-in"
    assert "_auth_user_id" not in client.session


def test_a_link_ends(client, ana):
    secret = make_link(ana, minutes=15)
    SignInLink.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert client.post(f"/sign-in/{secret}")["Location"] == "/sign-in"


def test_a_link_of_someone_sent_away_opens_nothing(client, ana):
    secret = make_link(ana)
    ana.is_active = False
    ana.save()
    assert client.post(f"/sign-in/{secret}")["Location"] == "/sign-in"


def test_a_link_is_kept_as_a_hash(ana):
    secret = make_link(ana)
    assert secret not in SignInLink.objects.get().digest


@pytest.fixture
def with_code(ana):
    secret = second_factor.make_secret()
    at = timezone.now() - timedelta(minutes=5)
    codes = second_factor.turn_on(ana, secret, pyotp.TOTP(secret).at(at), at)
    return secret, codes


def test_the_code_is_asked_after_the_password(client, ana, with_code):
    assert sign_in(client, next="/account")["Location"] == "/sign-in/code"
    assert client.get("/account").status_code == 302
    answer = client.post("/sign-in/code", {"code": pyotp.TOTP(with_code[0]).now()})
    assert answer["Location"] == "/account"
    assert ("signed in", "by password and code") in actions()


def test_the_code_is_asked_after_a_link_too(client, ana, with_code):
    assert client.post(f"/sign-in/{make_link(ana)}")["Location"] == "/sign-in/code"


def test_no_code_works_twice(client, ana, with_code):
    code = pyotp.TOTP(with_code[0]).now()
    for expected in (302, 200):
        sign_in(client)
        assert client.post("/sign-in/code", {"code": code}).status_code == expected
        client.logout()


def test_a_recovery_code_works_once(client, ana, with_code):
    for expected in (302, 200):
        sign_in(client)
        assert client.post("/sign-in/code", {"code": with_code[1][0].upper()}).status_code == expected
        client.logout()
    assert ana.recovery_codes.count() == second_factor.RECOVERY_CODES - 1


def test_wrong_codes_lock_as_wrong_passwords_do(client, ana, with_code):
    sign_in(client)
    for _ in range(5):
        answer = client.post("/sign-in/code", {"code": "000000"})
    assert answer.status_code == 429
    assert client.post("/sign-in/code", {"code": pyotp.TOTP(with_code[0]).now()}).status_code == 429


def test_who_has_not_given_the_first_factor_is_asked_no_code(client, ana, with_code):
    assert client.get("/sign-in/code")["Location"] == "/sign-in"


def test_the_secret_of_the_second_factor_is_kept_encrypted(ana, with_code):
    ana.refresh_from_db()
    assert with_code[0] not in ana.second_factor
    assert not set(with_code[1]) & set(ana.recovery_codes.values_list("digest", flat=True))


def test_the_language_of_the_door_can_be_chosen(client, ana):
    client.post("/language", {"language": "ru", "next": "/sign-in"})
    assert b'lang="ru"' in client.get("/sign-in").content
