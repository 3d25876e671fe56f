"""Standards on their pages: added as they ship, as a file or typed; what differs; taken off; nobody sees what they may not."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.desk.training.conftest import FIRST, SECOND

from sarez.desk.training.models import Course, Edition
from sarez.desk.training.standards.reading import StandardError, read_yaml
from sarez.desk.training.standards.register import shipped

pytestmark = [pytest.mark.django_db, pytest.mark.alike]


def at(name, *args):
    return reverse(name, args=args)


def file(text):
    return SimpleUploadedFile("s.yaml", text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    "given", [{"text": FIRST}, {"file": FIRST}, {"shipped": f"{shipped()[0].code} {shipped()[0].version}"}]
)
def test_a_standard_comes_on_record_in_each_way(signed_in, given):
    client = signed_in()
    values = {k: file(v) if k == "file" else v for k, v in given.items()} | {"marking": "0"}
    answer = client.post(at("standard-new"), values)
    made = Edition.objects.get()
    assert answer.url == at("standard", made.number)
    assert made.by == client.person.username and made.marking == 0
    shown = client.get(answer.url).content.decode()
    assert made.title in shown and next(iter(made.tree.objectives.values())).text in shown


@pytest.mark.parametrize(
    "given, said",
    [
        ({}, "one of the three"),
        ({"text": FIRST, "shipped": f"{shipped()[0].code} {shipped()[0].version}"}, "one of the three"),
        ({"text": "code: x"}, "version is missing"),
        ({"file": b"\xff\xfe\x00"}, "no text in UTF-8"),
        ({"file": b"#" * 4_000_001}, "larger than a standard"),
        ({"file": "#" * 1_000_001}, "longer than a million"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(signed_in, given, said):
    values = {k: file(v) if k == "file" else v for k, v in given.items()} | {"marking": "0"}
    answer = signed_in().post(at("standard-new"), values)
    told = unescape(answer.content.decode())
    assert answer.status_code == 422 and said in told and given.get("text", "") in told
    assert not Edition.objects.exists()


def test_a_version_stands_once_and_a_second_one_flags_the_courses_on_the_first(signed_in, put, desk):
    from sarez.desk.dialogue.keeping import begin

    client, first = signed_in(), put()
    with pytest.raises(StandardError, match="on record already"):
        put()
    course = begin(Course(title="Course on mediation", edition=first.number, marking=0), client.person)
    assert "on an older version" not in client.get(at("standards")).content.decode()
    second = put(SECOND)
    assert "1 on an older version" in client.get(at("standards")).content.decode()
    shown = client.get(at("standard", second.number)).content.decode()
    assert "What differs from version 1" in shown and "an older version" in shown
    assert "Write down what each side needs" in shown and "Tell a dispute from a conflict" in shown
    assert "version 2 is out" in client.get(at("courses")).content.decode()
    answer = client.post(at("standard-drop", first.number), follow=True)
    assert "Courses are built on this version" in answer.content.decode()
    client.post(at("course-build", course.number), {"edition": second.number})
    client.post(at("standard-drop", first.number))
    assert client.get(at("standard", first.number)).status_code == 404


def test_the_file_of_a_version_is_the_version(signed_in, put):
    edition = put()
    answer = signed_in().get(at("standard-file", edition.number))
    assert read_yaml(answer.content.decode()) == read_yaml(FIRST)


def test_who_may_not_see_a_standard_gets_no_hint_of_it(signed_in, put):
    secret = put(marking=3)
    low, high = signed_in("registrar", 1), signed_in("head", 4)
    for name in ("standard", "standard-file"):
        assert low.get(at(name, secret.number)).status_code == 404
    assert low.post(at("standard-drop", secret.number)).status_code == 404
    assert "Standard on mediation" not in low.get(at("standards")).content.decode()
    assert "Standard on mediation" in high.get(at("standards")).content.decode()


def test_as_of_before_it_came_there_is_none(signed_in, put):
    edition = put()
    client = signed_in()
    assert "No standard yet" in client.get(at("standards"), {"as_of": "2020-01-01"}).content.decode()
    assert client.get(at("standard", edition.number), {"as_of": "2020-01-01"}).status_code == 404


def test_a_version_begins_with_the_text_of_the_one_before(signed_in, put):
    edition, secret = put(), put(SECOND, marking=3)
    client = signed_in()
    form = client.get(at("standard-new"), {"from": edition.number}).context["form"]
    assert read_yaml(form.initial["text"]) == edition.tree
    for other in (secret.number, "x", "9" * 40):
        assert not client.get(at("standard-new"), {"from": other}).context["form"].initial


def test_a_version_without_a_date_counts_from_the_day_it_came_on_record(signed_in, put):
    first, undated = put(), put(SECOND.replace("valid_from: 2024", ""))
    page = signed_in().get(at("standard", first.number)).context["page"]
    assert [row.number for row in page.versions] == [undated.number, first.number]
