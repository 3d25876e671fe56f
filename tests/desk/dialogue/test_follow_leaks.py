"""What is to be followed up looks the same with and without what one may not see."""

import re
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 6, 3, 9, tzinfo=UTC)


def told(client, pages):
    found = {}
    for page in pages:
        body = client.get(page).content.decode()
        found[page] = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", body)
    return found


@pytest.mark.parametrize("role", ["reader", "analyst", "administrator"])
def test_pages_do_not_hint_at_what_is_above_ones_clearance(desk, kept, signed_in, role):
    desk.user("officer", 4, "olga")
    person = desk.user(role, 1, "paul")
    client, entry, talks = signed_in(person), kept.commitment("a bridge", "2024-06-20"), kept.engagement()
    for owner in ("olga", "paul"):
        kept.step(entry, owner, due=date(2024, 6, 4))
    kept.following(entry, "olga")
    pages = [
        "/",
        "/portfolio",
        "/portfolio/olga",
        "/portfolio/paul?show=steps",
        reverse("entry", args=[entry.pk]),
    ]
    pages += [reverse("entry", args=[talks.pk]), "/portfolio/olga?as_of=2024-06-02"]
    pages += ["/handover/olga", "/users"] if role == "administrator" else []
    with patch("django.utils.timezone.now", lambda: NOW):
        client.get("/")
        before = told(client, pages)
        add_secrets(desk, kept, entry, talks)
        after = told(client, pages)
    assert [page for page in pages if before[page] != after[page]] == []
    assert "zqxvar" not in "".join(after.values())


def add_secrets(desk, kept, entry, talks):
    late = date(2024, 5, 1)
    secret = kept.commitment("zqxvar", "2024-05-01", marking=2)
    forum = kept.engagement("zqxvar", "2024-06-05", marking=2)
    for owner in ("olga", "paul", "zqxvar"):
        kept.step(secret, owner, text="zqxvar", due=late)
        kept.step(entry, owner, text="zqxvar", due=late, marking=2)
    kept.following(secret, "olga")
    kept.finding(entry, "broken", marking=3)
    kept.plan(forum, "paul")
    kept.plan(talks, "olga", state="planned", marking=2)
    kept.bearing(
        entry, desk.report("zqxvar", title="zqxvar", marking=2), at=NOW - timedelta(hours=1), marking=2
    )
    kept.bearing(secret, desk.report("zqxvar again", marking=2), at=NOW - timedelta(hours=1))
