"""Questions answered with probabilities: nothing is overwritten, nobody's answer or score is told to others."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.warnings.questions import scoring
from sarez.desk.warnings.questions.answering import QuestionError, answer, ask, resolve
from sarez.desk.warnings.questions.models import Answer, Question

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
MAY = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def ana(desk):
    return desk.user("analyst", 2, "ana")


def put(by, **more):
    return ask(
        by,
        "Will the crossing open?",
        more.pop("closes", date(2024, 5, 31)),
        **({"at": MAY, "base": 0.5} | more),
    )


def test_another_answer_leaves_the_first_where_it_was(ana):
    question = put(ana)
    answer(question, ana, 0.2, at=MAY)
    answer(question, ana, 0.9, at=MAY + timedelta(days=3))
    assert list(Answer.objects.values_list("probability", flat=True)) == [0.2, 0.9]
    resolve(question, ana, True, "report 5", at=MAY + timedelta(days=40))
    assert scoring.own(Viewer(2, name="ana"), date(2024, 7, 1)).score == pytest.approx(0.01)


def test_the_score_stands_beside_that_of_the_base_rate(desk, ana):
    question = put(ana, base=0.3)
    for name, probability in (("ana", 0.6), ("boris", 0.8)):
        by = ana if name == "ana" else desk.user("analyst", 2, name)
        answer(question, by, probability, at=MAY)
    resolve(question, ana, True, "seen", at=MAY + timedelta(days=40))
    people, models = scoring.scores(Viewer(2), date(2024, 7, 1))
    assert (people.n, people.score, people.base) == (1, pytest.approx(0.09), pytest.approx(0.49))
    assert models.n == 0
    assert scoring.scores(Viewer(2), date(2024, 6, 1))[0].n == 0


@pytest.mark.parametrize("probability", [-0.1, 1.1])
def test_what_is_no_probability_is_refused(ana, probability):
    with pytest.raises(QuestionError):
        answer(put(ana), ana, probability, at=MAY)


def test_a_closed_question_takes_no_answer(ana):
    question = put(ana)
    with pytest.raises(QuestionError):
        answer(question, ana, 0.5, at=datetime(2024, 6, 1, 1, tzinfo=UTC))
    resolve(question, ana, False, "seen", at=MAY)
    with pytest.raises(QuestionError):
        answer(question, ana, 0.5, at=MAY)


def test_a_resolution_needs_its_evidence(ana):
    with pytest.raises(QuestionError):
        resolve(put(ana), ana, True, " ")


def test_nobody_asks_above_their_own_clearance(ana):
    with pytest.raises(QuestionError):
        put(ana, marking=3)


def page(client, path="/watch/questions"):
    return client.get(path).content.decode()


def test_the_page_tells_no_other_persons_answer(desk, ana):
    question = put(ana, closes=date(2999, 1, 1))
    answer(question, desk.user("analyst", 2, "boris"), 0.37, at=MAY)
    client = Client()
    client.force_login(ana, BACKEND)
    told = page(client)
    assert "1 person answered" in told
    assert "37 %" not in told and "0.37" not in told
    assert "boris" not in told
    answer(question, ana, 0.41, at=MAY)
    assert "you: 41 %" in page(client)
    answer(question, desk.user("analyst", 2, "chinara"), 0.6, at=MAY)
    assert "<b>46 %</b>" in page(client)


def test_a_question_is_asked_answered_and_resolved_on_its_page(desk, ana):
    client = Client()
    client.force_login(ana, BACKEND)
    told = {"text": "Will it rain?", "closes": "2999-01-01", "marking": 1, "base": "20"}
    client.post("/watch/questions/ask", told)
    answered = Client()
    answered.force_login(desk.user("analyst", 2), BACKEND)
    assert "Will it rain?" in page(answered)
    number = Question.objects.get().pk
    answered.post(f"/watch/questions/{number}/answer", {"probability": "25", "why": "clouds"})
    assert "you: 25 %" in page(answered)
    client.post(f"/watch/questions/{number}/resolve", {"outcome": "no", "evidence": "entry 7"})
    assert "entry 7" in page(client)


def test_a_question_marked_higher_is_not_told(desk):
    put(desk.user("head", 4), marking=4, closes=date(2999, 1, 1))
    client = Client()
    reader = desk.user("analyst", 2)
    client.force_login(reader, BACKEND)
    assert "Will the crossing open?" not in page(client)
    assert (
        client.post(f"/watch/questions/{Question.objects.get().pk}/answer", {"probability": "5"}).status_code
        == 404
    )
