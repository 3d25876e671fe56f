"""In Russian every page speaks Russian: what is left in Latin letters is a name, a code or an address."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from tests.desk.accounts.walking import addresses

from sarez.desk.actors.models import Alias, Term
from sarez.desk.actors.seeding import seed
from sarez.desk.dialogue.engagements.sections import SECTIONS
from sarez.desk.events.models import Claim
from sarez.desk.reports.models import Feed, Fetch
from sarez.desk.search.index import index_reports
from sarez.region.region import load_region
from sarez.region.tongues import names_in
from sarez.vocabulary.measures import load_measures

pytestmark = [pytest.mark.django_db, pytest.mark.alike]
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]{2,}")
SHOWN = frozenset({"title", "alt", "placeholder", "aria-label", "data-more", "data-killed", "label"})
UNSEEN = frozenset({"script", "style", "code", "kbd"})
ALLOWED = frozenset(
    """Sarez TLP CLEAR GREEN AMBER STRICT RED RSS Atom OPML CSV XLSX JSON JSONL Lines GeoJSON FollowTheMoney YAML CAP API OpenAPI HTTP HTTPS
    UTC PDF Word HTML WARC URL English JavaScript Natural Earth bearer OIDC TOTP https http Enter Excel III VII VIII XII""".split()
)
"""Names that are the same in Russian."""
UNTOLD = frozenset(
    {"audit", "sign-out", "api", "api:openapi-json", "api:api-root", "events-places", "feeds-export"}
)

OWN = ("", "/plan", "/history", "/communique", "/invitations", "/sitting")
PARTS = {"commitment": ("",), "engagement": (*OWN, *(f"/keep/{name}" for name in SECTIONS))}
"""The pages of an entry that are the dialogue room's own."""


class Words(HTMLParser):
    """The words in Latin letters that a reader of a page sees, but for what is marked as another language."""

    def __init__(self, names):
        super().__init__()
        self.names = names
        self.found, self.aside = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("meta", "link", "input", "br", "img", "hr", "path", "rect", "line", "circle"):
            self._take(given)
            return
        foreign = given.get("lang") not in (None, "ru") or tag in UNSEEN
        self.aside.append((tag, foreign))
        if not self._is_aside():
            self._take(given)

    def handle_endtag(self, tag):
        while self.aside:
            last, _ = self.aside.pop()
            if last == tag:
                break

    def handle_data(self, data):
        if not self._is_aside():
            self._look(data)

    def _take(self, given):
        for name in SHOWN & given.keys():
            self._look(given[name] or "")

    def _is_aside(self):
        return any(foreign for _, foreign in self.aside)

    def _look(self, text):
        text = self.names.sub(" ", text)
        text = re.sub(
            r"\S+@\S+|SAREZ_[A-Z_]+|https?://\S+|/[\w/<>:.-]+|[\w-]+\.(?:txt|py|org|example)\b|`[^`]*`|“sarez [^”]*”|«sarez [^»]*»",
            " ",
            text,
        )
        self.found += [(w, " ".join(text.split())[:90]) for w in WORD.findall(text) if w not in ALLOWED]


def latin(html, names):
    words = Words(names)
    words.feed(html)
    return words.found


def names():
    """What is written as it writes itself: bodies without a Russian name, and what the region's files tell of offices."""
    yield from NAMELESS
    for model, field in (
        (Alias, "name"),
        (Term, "holder"),
        (Term, "note"),
        (Term, "origin"),
        (Alias, "origin"),
    ):
        yield from model.objects.values_list(field, flat=True).distinct()

    yield from (why.partition(": ")[2] for why in Alias.objects.values_list("why", flat=True).distinct())
    yield from ("Vorukh exclave", "Vorukh", "Voruh", "Varukh", "Sughd Region")


NAMELESS = [
    name
    for code, name in {**load_region().actors.states, **load_region().actors.bodies}.items()
    if code not in names_in("ru")
]
"""What has no Russian name in use is called as it calls itself."""
CODES = frozenset(load_region().actors.states) | frozenset(load_region().actors.bodies) | {"RDT"}


@pytest.fixture
def told(desk):
    """A desk whose reports, sources and people are Russian, so that what stands in English comes from the desk."""
    seed(load_region())
    user = desk.user("administrator", 4, "ана")
    user.language = "ru"
    user.save()
    reports = []
    for number in range(3):
        source = desk.source(f"Источник {number}", reliability="B")
        feed = Feed.objects.create(source=source, url=f"https://example.org/{number}", failures=1, is_on=True)
        problem = "It is not there. (HTTP 404) Look up the address on the site."
        Fetch.objects.create(feed=feed, at=desk.NOW, status=404, problem=problem)
        report = desk.report(
            "Пограничники встретились в Ворухе.",
            source=source,
            title=f"Сообщение {number}",
            state="read",
            language="ru",
        )
        index_reports([report])
        reports.append(report)
        parties = (["KGZ"], ["TJK"]) if number < 2 else (["UN", "SCO", "USA", "OSCE", "CIS"], ["AFG"])
        for kind, values in (
            (
                "event",
                desk.event(
                    place="Ворух",
                    actor=parties[0],
                    recipient=parties[1],
                    killed=number,
                    status="occurred" if number else "denied",
                    date_reason="‘30 мая’, its year taken from publication on 2024-05-31",
                ),
            ),
            (
                "engagement",
                {
                    "kind": "meeting",
                    "title": None,
                    "date": "2024-05-30",
                    "date_end": None,
                    "place": "Баткен",
                    "country": "KGZ",
                    "organizers": ["UNRCCA"],
                    "participants": ["KGZ", "TJK"],
                    "people": [],
                    "issues": ["water"],
                    "status": "planned",
                },
            ),
            (
                "commitment",
                {
                    "parties": ["KGZ", "TJK"],
                    "text": "открыть пост",
                    "due": "2024-06-20",
                    "modality": "in_principle",
                },
            ),
            (
                "person",
                {
                    "name": "Азиз Рахимов" if number else "А. Рахимов",
                    "position": "министр",
                    "organization": None,
                    "country": "KGZ",
                    "aliases": [],
                },
            ),
        ):
            desk.claim(report, kind, values)
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client, reports


def paths(reports):
    yield from (a.at({}) for a in addresses() if not a.arguments and a.name not in UNTOLD and not a.is_api)
    yield from (
        "/actor/KGZ",
        "/actor/UNRCCA",
        "/relations/KGZ/TJK",
        "/issue/border",
        "/place?name=Ворух",
        "/search?q=Ворух",
    )
    yield from (
        "/search?q=Таджикистан",
        "/actors?q=ШОС",
        "/events?party=Таджикистан",
        "/events?quad=material conflict",
    )
    yield from (f"/report/{r.pk}" for r in reports)
    for claim in Claim.objects.all():
        yield f"/entry/{claim.entry_id}"
        yield f"/entry/{claim.entry_id}/alike"
        yield f"/claim/{claim.pk}/correct"
        yield from (f"/{claim.kind}/{claim.entry_id}{part}" for part in PARTS.get(claim.kind, ()))
    yield from (f"/measures/{measure.name}" for measure in load_measures().measures.values())
    yield from ("/measures/pair/KGZ/TJK", "/portfolio/ана", "/handover/ана")
    yield from (f"/feeds/{f.pk}" for f in Feed.objects.all())


def test_no_page_is_left_in_english(told):
    client, reports = told
    left = {}
    every = sorted({name for name in names() if WORD.search(name)}, key=len, reverse=True)
    known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)")
    for path in dict.fromkeys(paths(reports)):
        answer = client.get(path, follow=True)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for word, text in latin(answer.content.decode(), known):
            if word not in CODES:
                left.setdefault(f"{word}: {text}", path)
    assert left == {}, "\n".join(f"{path}  {what}" for what, path in left.items())


def test_a_month_stands_in_the_case_that_a_date_asks_for(told):
    client, _ = told
    heading = re.search(r"<h1>(.+?)</h1>", client.get("/?as_of=2024-06-03").content.decode())[1]
    assert heading.lower() == "понедельник 3 июня 2024"
