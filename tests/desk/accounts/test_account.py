"""Your account: language, password, second factor, tokens."""

import re
from datetime import timedelta

import pyotp
import pytest
import segno
from django.test import Client
from django.utils import timezone

from sarez.desk.accounts.models import ApiToken, AuditEntry
from sarez.desk.accounts.tokens import TokenError, bearer_of, make_token, roles_within

pytestmark = pytest.mark.django_db
PASSWORD = "pamir-lake-1911"


@pytest.fixture
def ana(desk, client):
    user = desk.user("analyst", 2, "ana")
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return user


def test_a_language_is_spoken_at_once(client, ana):
    client.post("/account/language", {"language": "ru"})
    assert b'<html lang="ru">' in client.get("/account").content


def test_changing_the_password_ends_other_sessions(client, ana):
    other = Client()
    other.force_login(ana, "django.contrib.auth.backends.ModelBackend")
    new = "vakhsh cascade nine"
    told = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/account/password", told).status_code == 302
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    assert AuditEntry.objects.filter(action="changed password", who="ana").exists()


@pytest.mark.parametrize("new", ["short", "password1234", "123456789012345"])
def test_a_weak_password_is_refused(client, ana, new):
    told = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/account/password", told).status_code == 422


def test_the_old_password_is_asked(client, ana):
    new = "vakhsh cascade nine"
    told = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    assert client.post("/account/password", told).status_code == 422


def test_who_came_by_a_link_sets_a_first_password(client, ana):
    ana.set_unusable_password()
    ana.save()
    client.force_login(ana, "django.contrib.auth.backends.ModelBackend")
    new = "vakhsh cascade nine"
    assert client.post("/account/password", {"new_password1": new, "new_password2": new}).status_code == 302


def modules(svg):
    """The dark modules of a QR code drawn as horizontal strokes, by row and column."""
    dark, x, y = set(), 0, 0
    for command, numbers in re.findall(r"([Mmh])([^Mmh]*)", re.search(r'stroke="#000" d="([^"]+)"', svg)[1]):
        given = [float(n) for n in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            dark |= {(int(y), int(x) + i) for i in range(int(given[0]))}
            x += given[0]
        else:
            x, y = (given[0], given[1]) if command == "M" else (x + given[0], y + given[1])
    return dark


def test_the_secret_is_offered_as_a_qr_code_with_white_around_it(client, ana):
    page = client.post("/account/second-factor")
    secret, picture = page.context["secret"], page.context["picture"]
    assert f"secret={secret}" in page.context["address"]
    assert picture in page.content.decode()
    assert "style=" not in picture
    code = segno.make(page.context["address"], error="m", micro=False)
    size = code.symbol_size(border=0)[0]
    drawn = {(r + 4, c + 4) for r, row in enumerate(code.matrix) for c, is_dark in enumerate(row) if is_dark}
    assert modules(picture) == drawn
    assert f'viewBox="0 0 {size + 8} {size + 8}"' in picture
    assert f'fill="#fff" d="M0 0h{size + 8}v{size + 8}' in picture
    assert client.get("/account").content.count(b"<svg viewBox") == page.content.count(b"<svg viewBox") - 1


def test_the_second_factor_is_set_up_with_a_first_code_and_taken_off_with_another(client, ana):
    page = client.post("/account/second-factor")
    secret = page.context["secret"]
    assert f"secret={secret}" in page.context["address"]
    assert client.post("/account/second-factor", {"code": "000000"}).context["secret"] == secret
    at = timezone.now() - timedelta(seconds=30)
    done = client.post("/account/second-factor", {"code": pyotp.TOTP(secret).at(at)})
    assert len(done.context["recovery_codes"]) == 8
    ana.refresh_from_db()
    assert ana.second_factor
    client.post("/account/second-factor", {"code": "000000"})
    ana.refresh_from_db()
    assert ana.second_factor
    client.post("/account/second-factor", {"code": pyotp.TOTP(secret).now()})
    ana.refresh_from_db()
    assert not ana.second_factor and not ana.recovery_codes.exists()


def test_a_token_is_shown_once_and_kept_as_a_hash(client, ana):
    told = {"name": "notebook", "role": "reader", "clearance": 1, "days": 30}
    made = client.post("/account/tokens", told).context["made"]
    assert made not in ApiToken.objects.get().digest
    assert made.encode() not in client.get("/account").content
    assert bearer_of(made).viewer.clearance == 1


def test_a_token_is_no_stronger_than_its_owner(ana, client):
    assert {r.name for r in roles_within(ana)} == {"reader", "analyst"}  # a registrar keeps courses
    with pytest.raises(TokenError):
        make_token(ana, "x", "head", 1, 30)
    with pytest.raises(TokenError):
        make_token(ana, "x", "reader", 3, 30)
    told = {"name": "x", "role": "administrator", "clearance": 1, "days": 30}
    assert client.post("/account/tokens", told).status_code == 422


def test_a_token_loses_what_its_owner_loses(ana):
    bearer = make_token(ana, "x", "analyst", 2, 30)
    assert bearer_of(bearer).may("export")
    ana.role, ana.clearance = "reader", 0
    ana.save()
    assert not bearer_of(bearer).may("export")
    assert bearer_of(bearer).viewer.clearance == 0
    ana.is_active = False
    ana.save()
    assert bearer_of(bearer) is None


def test_a_token_ends_or_is_revoked_by_its_owner_alone(client, ana, desk):
    secret = make_token(ana, "x", "reader", 0, 1)
    number = ApiToken.objects.get().pk
    other = Client()
    other.force_login(desk.user("head", 4), "django.contrib.auth.backends.ModelBackend")
    assert other.post(f"/account/tokens/{number}/revoke").status_code == 404
    ApiToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert bearer_of(secret) is None
    ApiToken.objects.update(expires=timezone.now() + timedelta(days=1))
    assert bearer_of(secret) is not None
    client.post(f"/account/tokens/{number}/revoke")
    assert bearer_of(secret) is None
