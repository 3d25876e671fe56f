"""One text on four sites is one story; two reports on one event are two."""

import time
from pathlib import Path

import pytest

from sarez.desk.events.models import Version
from sarez.desk.reports.copies import group
from sarez.desk.reports.models import Report

pytestmark = pytest.mark.django_db
AGENCY = (
    "BISHKEK, 30 April. The presidents of Kyrgyzstan and Tajikistan spoke by telephone on Friday about the fighting "
    "near the Golovnoy water intake, the press service said. The two sides agreed to a complete ceasefire from eight "
    "in the evening and to send forces back to their bases. A commission of both governments will meet in Batken on "
    "Saturday to look into what started the clash. According to the health ministry, thirteen people were killed and "
    "more than one hundred and thirty wounded, most of them civilians; some ten thousand residents were taken from "
    "border villages to Batken town, where schools and hotels took them in. The border service said that the first "
    "shots were fired on Wednesday, when surveyors tried to put up a camera on a pole above the intake, which both "
    "states regard as theirs. Residents threw stones at each other before soldiers came. The head of the security "
    "committee called on people not to believe rumours and said that the talks on the line of the border go on."
)
OTHER = (
    "Residents of Batken region told of a night under fire. Gulnara, a teacher from Kok-Tash, said she had left with "
    "three children and a bag of documents when mortar shells began to fall near the market. Officials in Bishkek put "
    "the number of dead at thirteen. A ceasefire was announced on Friday evening after the two presidents had spoken, "
    "but sporadic shots were heard until midnight, she said. The dispute began over a surveillance camera at the "
    "water intake on the Isfara river, from which fields on both banks are irrigated. Tajik media reported that a "
    "border guard had died on their side too, which the authorities in Dushanbe have not confirmed so far."
)


def filed(desk, text):
    report = desk.report(text)
    group(report)
    report.refresh_from_db()
    return report


@pytest.mark.parametrize(
    "copy",
    [
        f"Ceasefire agreed after deadly clashes on the border\n\n{AGENCY}\n\nRead also: fuel prices. Subscribe to our "
        "channel. All rights reserved; when quoting a link to the source is required.",
        " ".join(AGENCY.split()[: int(0.8 * len(AGENCY.split()))]),
        " ".join(AGENCY.split()[int(0.2 * len(AGENCY.split())) :]),
        "Our correspondent. " + AGENCY[:500] + AGENCY[700:] + " Photo: press service.",
        AGENCY.upper().replace(",", ""),
    ],
    ids=["another headline and footer", "the end cut", "the beginning cut", "the middle cut", "capitals"],
)
def test_agency_copy_is_one_story_with_the_first(desk, copy):
    first = filed(desk, AGENCY)
    assert filed(desk, copy).story_id == first.pk


def test_another_report_on_the_same_event_is_another_story(desk):
    filed(desk, AGENCY)
    assert filed(desk, OTHER).story_id is None


def test_a_digest_of_many_reports_is_no_copy_of_one_of_them(desk):
    filed(desk, AGENCY)
    digest = filed(
        desk,
        f"{OTHER}\n\n{AGENCY}\n\n"
        + "\n\n".join(f"Item {n}. " + f"In city {n} prices rose. " * 9 for n in range(30)),
    )
    assert digest.story_id is None


def test_the_reports_of_the_sample_are_each_their_own(desk):
    folder = Path(__file__).parents[3] / "src" / "sarez" / "sample"
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))[:60]]
    assert len(texts) == 60
    assert [r.story_id for r in (filed(desk, text) for text in texts) if r.story_id] == []


def test_copies_of_copies_belong_to_the_first(desk):
    first = filed(desk, AGENCY)
    words = AGENCY.split()
    assert {filed(desk, " ".join([*words[:-n], f"End {n}."])).story_id for n in (5, 10, 15)} == {first.pk}


def test_copies_count_once_as_evidence(desk):
    first = filed(desk, AGENCY)
    told = desk.claim(first, values=desk.event(killed=13))
    for number in range(3):
        desk.claim(filed(desk, f"{AGENCY} Site {number}."), values=desk.event(killed=13))
    desk.claim(filed(desk, OTHER), values=desk.event(killed=12))
    version = Version.objects.seen_by(desk.viewer()).get(entry=told.entry_id)
    assert (version.reports, version.stories) == (5, 2)
    assert version.values["killed"]["rivals"] == 1


def test_a_story_outlives_its_first_report(desk):
    first, second, third = (filed(desk, f"{AGENCY} Site {n}.") for n in range(3))
    first.delete()
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.story_id, third.story_id) == (None, second.pk)
    assert filed(desk, AGENCY).story_id == second.pk


def test_a_story_outlives_its_first_reports_deleted_together(desk):
    reports = [filed(desk, f"{AGENCY} Site {n}.") for n in range(5)]
    Report.objects.filter(pk__in=[r.pk for r in reports[:3]]).delete()
    assert list(Report.objects.order_by("pk").values_list("story", flat=True)) == [None, reports[3].pk]


def test_grouping_costs_a_few_milliseconds_even_for_a_book(desk):
    report = desk.report(OTHER * 4)
    start = time.process_time()
    for _ in range(5):
        group(report)
    usual = (time.process_time() - start) / 5
    start = time.process_time()
    group(desk.report(" ".join(f"word{n}" for n in range(200_000))))
    assert usual < 0.1  # about 0.01; the machine may be busy
    assert time.process_time() - start < 1
