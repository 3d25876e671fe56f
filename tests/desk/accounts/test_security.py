"""What every page keeps to: no inline script or style, nothing from elsewhere, CSRF, cookies, limits on uploads."""

import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk.accounts.walking import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
BACKEND = "django.contrib.auth.backends.ModelBackend"
_HANDLER = re.compile(r"on[a-z]+$|hx-on")


@pytest.fixture
def root(desk, client):
    user = desk.user("administrator", 4, "root")
    user.set_password("pamir-lake-1911")
    user.save()
    client.force_login(user, BACKEND)
    return user


class Inline(HTMLParser):
    """What a content security policy forbids in a page, or what is asked from elsewhere."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "style" or (
            tag == "script" and "src" not in told and told.get("type") != "application/json"
        ):
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            if (
                name == "style"
                or _HANDLER.match(name)
                or (value or "").strip().lower().startswith("javascript:")
            ):
                self.found.append(f"<{tag} {name}={value}>")
            asked = name == "src" or (tag == "link" and name == "href") or name == "action"
            if asked and re.match(r"(https?:)?//", value or ""):
                self.found.append(f"<{tag} {name}={value}>")


def pages(client, numbers):
    for address in addresses():
        path = address.at(numbers)
        answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield path, answer


def test_no_page_has_inline_script_or_style_or_asks_elsewhere(client, desk, root):
    claim = desk.claim(desk.report("The guards met at Vorukh."))
    numbers = dict.fromkeys(("report", "reports"), claim.report_id) | {"entry": claim.entry_id}
    walked = 0
    for path, answer in pages(client, numbers):
        look = Inline()
        look.feed(answer.content.decode())
        assert not look.found, f"{path}: {look.found}"
        walked += 1
    assert walked > 10


def test_every_page_has_the_headers(client, desk, root):
    numbers = {"report": desk.report().pk}
    for path, answer in pages(client, numbers):
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy and answer["X-Frame-Options"] == "DENY", path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Referrer-Policy"] == "same-origin", path
        assert answer["Cache-Control"] == "no-store", path


def test_the_door_and_what_is_not_there_have_the_headers_too(client):
    for path in ("/sign-in", "/nowhere"):
        assert "unsafe" not in client.get(path)["Content-Security-Policy"]


def test_no_form_is_taken_without_its_token(root):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/sign-in", {"username": "root", "password": "pamir-lake-1911"}).status_code == 403
    strict.force_login(root, BACKEND)
    for address in addresses():
        if address.is_api:
            continue
        answer = strict.post(address.at({}))
        assert answer.status_code == 403, f"{address.route}: {answer.status_code}"


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(client, root):
    fresh = Client()
    fresh.get("/sign-in")
    fresh.post("/sign-in", {"username": "root", "password": "pamir-lake-1911"})
    for name in ("sessionid", "csrftoken"):
        cookie = fresh.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax", name


def test_behind_tls_cookies_are_secure_and_hsts_is_on():
    code = "from sarez.desk import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.DEBUG)"
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={
            "SAREZ_HTTPS": "1",
            "SAREZ_HOME": "/nonexistent",
            "SAREZ_SECRET_KEY": "x",
            "PYTHONPATH": ":".join(sys.path),
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.split() == ["True", "True", "True", "True", "False"]


def test_only_loopback_is_answered_unless_told_otherwise(client):
    assert (
        set(settings.ALLOWED_HOSTS) >= {"127.0.0.1", "localhost", "[::1]"}
        and "*" not in settings.ALLOWED_HOSTS
    )
    assert client.get("/sign-in", headers={"host": "evil.example"}).status_code == 400


def test_a_form_too_large_is_refused(client, root):
    big = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    assert client.post("/sources/add", {"name": big}).status_code == 400


def test_a_file_too_large_is_refused_and_not_kept(client, root, settings):
    from sarez.desk.reports.models import Report

    settings.MOST_UPLOADED = 1000
    upload = SimpleUploadedFile("big.txt", b"x" * 5000, "text/plain")
    answer = client.post("/reports/file", {"files": upload})
    assert answer.status_code < 500 and not Report.objects.exists()
