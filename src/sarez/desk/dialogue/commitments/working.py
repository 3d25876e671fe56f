"""The working page of a commitment: the words it rests on, its evidence, findings and chain, all in one place."""

from __future__ import annotations

from dataclasses import dataclass, field

from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.commitments.bearings import Evidence, evidence
from sarez.desk.dialogue.commitments.cards import Card, cards
from sarez.desk.dialogue.commitments.chaining import Link, links, proposals
from sarez.desk.dialogue.commitments.chains import Likeness
from sarez.desk.dialogue.commitments.periods import Promised
from sarez.desk.dialogue.models import Finding
from sarez.desk.events.models import Claim, Version

MOST_CLAIMS = 20


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period of a recurring commitment with what was found on it, for all and for single parties."""

    promised: Promised
    findings: list[Finding]


@dataclass(slots=True)
class Working:
    """All that the working page of a commitment shows."""

    card: Card
    claims: list[Claim] = field(default_factory=list)
    more_claims: int = 0
    evidence: Evidence = field(default_factory=Evidence)
    links: list[Link] = field(default_factory=list)
    chain: list[Version] = field(default_factory=list)
    likely: list[tuple[Likeness, Version]] = field(default_factory=list)
    near: list[tuple[Likeness, Version]] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """What was found of the whole, for all parties and then for single ones; the latest first."""
        own = [f for f in self.card.findings if not f.period]
        return sorted(own, key=lambda f: (bool(f.party), -f.known_from.timestamp()))

    @property
    def stretches(self) -> list[Stretch]:
        """The periods, the latest first, each with its findings; those found on that are no period now come last."""
        by_name: dict[str, list[Finding]] = {}
        for f in self.card.findings:
            by_name.setdefault(f.period, []).append(f)
        every = reversed(self.card.periods)
        return [Stretch(p, by_name.get(p.period.name, [])) for p in every]

    @property
    def is_settled_by_parts(self) -> bool:
        """Whether something was found for each party, and nothing yet for the whole."""
        parties = {f.party for f in self.card.parts if not f.period}
        return self.card.whole is None and bool(self.card.parties) and parties >= set(self.card.parties)


def working(version: Version, viewer: Viewer) -> Working:
    """The working page of a commitment, as a viewer may see it."""
    its = cards([version], viewer, is_weighed=False)[0]
    page = Working(its, evidence=evidence(its.entries, viewer))
    its.weigh([*page.evidence.waiting, *page.evidence.accepted])
    claims = Claim.objects.seen_by(viewer).filter(entry=version.entry_id).select_related("report__source")
    told = list(claims.defer("report__text").order_by("report__day", "id")[: MOST_CLAIMS + 1])
    page.claims, page.more_claims = told[:MOST_CLAIMS], max(0, version.reports - MOST_CLAIMS)
    page.links, page.chain = links(its.entries, viewer)
    if viewer.as_of is None:
        page.likely, page.near = proposals(version, viewer, [v.entry_id for v in page.chain])
    return page
