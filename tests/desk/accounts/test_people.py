"""People and roles: added, changed, sent away, and never so that nobody can keep the desk."""

import pytest

from sarez.desk.accounts import people
from sarez.desk.accounts.models import AuditEntry, SignInLink, User
from sarez.desk.accounts.people import PeopleError
from sarez.desk.accounts.signing import use_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(desk, client):
    user = desk.user("administrator", 4, "root")
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return user


def last():
    line = AuditEntry.objects.order_by("-id").first()
    return line.action, line.target


def test_a_person_is_added_with_a_link_to_hand_over(client, root):
    page = client.post("/users/add", {"username": "ben", "role": "analyst", "clearance": 2})
    link = page.context["link"]
    assert use_link(link.rsplit("/", 1)[1]).username == "ben"
    assert not User.objects.get(username="ben").has_usable_password()
    assert link.rsplit("/", 1)[1] not in "".join(AuditEntry.objects.values_list("details", flat=True))


def test_a_name_twice_is_refused_with_a_reason(client, root):
    page = client.post("/users/add", {"username": "root", "role": "reader", "clearance": 0})
    assert page.status_code == 422 and b"already exists" in page.content


def test_a_changed_role_is_in_the_log_with_before_and_after(client, root, desk):
    ben = desk.user("reader", 1, "ben")
    client.post(f"/users/{ben.pk}", {"role": "officer", "clearance": 3})
    ben.refresh_from_db()
    assert (ben.role, ben.clearance) == ("officer", 3)
    details = AuditEntry.objects.get(action="changed person").details
    assert '"before": {"clearance": "TLP:GREEN", "role": "reader"}' in details


def test_the_last_administrator_stays(client, root):
    assert client.post(f"/users/{root.pk}/deactivate").status_code == 422
    assert b"last administrator" in client.post(f"/users/{root.pk}", {"role": "head", "clearance": 4}).content
    root.refresh_from_db()
    assert root.is_active and root.role == "administrator"


def test_one_of_two_administrators_may_go(client, root, desk):
    other = desk.user("administrator", 4)
    assert client.post(f"/users/{other.pk}/deactivate").status_code == 302
    with pytest.raises(PeopleError):
        people.deactivate(root, root)


def test_who_is_sent_away_is_out_at_once(client, root, desk):
    ben = desk.user("reader", 1, "ben")
    people.new_link(ben, root)
    client.force_login(ben, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/account").status_code == 200
    people.deactivate(ben, root)
    assert client.get("/account").status_code == 302
    assert not SignInLink.objects.exists()
    assert last() == ("deactivated person", "user ben")
    people.activate(ben, root)
    assert last() == ("activated person", "user ben")


def test_a_new_link_ends_the_one_before(root, desk):
    ben = desk.user("reader", 1, "ben")
    first = people.new_link(ben, root)
    people.new_link(ben, root)
    assert use_link(first) is None


def test_a_lost_second_factor_is_taken_off(client, root, desk):
    ben = desk.user("reader", 1, "ben")
    ben.second_factor = "sealed"
    ben.save()
    client.post(f"/users/{ben.pk}/reset")
    ben.refresh_from_db()
    assert ben.second_factor == "" and last() == ("second factor off", "user ben")


def test_nobody_gives_or_takes_over_a_clearance_above_their_own(desk):
    keeper, head = desk.user("administrator", 2), desk.user("head", 4)
    for forbidden in (
        lambda: people.add("ben", "head", 4, keeper),
        lambda: people.change(keeper, keeper, role="administrator", clearance=4),
        lambda: people.change(head, keeper, role="head", clearance=2),
        lambda: people.new_link(head, keeper),
        lambda: people.reset_second_factor(head, keeper),
    ):
        with pytest.raises(PeopleError, match="above your own"):
            forbidden()


def test_the_page_shows_what_each_role_may_do(client, root):
    page = client.get("/users").content.decode()
    assert "Keep the people of the desk and their roles" in page
    assert "Political officer" in page
