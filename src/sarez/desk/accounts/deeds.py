"""What the lines of the log say, in the reader's language; the log itself keeps the words it was written with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

DEEDS = {
    "accepted": pgettext_lazy("log", "accepted"),
    "activated person": pgettext_lazy("log", "activated person"),
    "added a name": pgettext_lazy("log", "added a name"),
    "added a term": pgettext_lazy("log", "added a term"),
    "added feed": pgettext_lazy("log", "added feed"),
    "added person": pgettext_lazy("log", "added person"),
    "added source": pgettext_lazy("log", "added source"),
    "asked for feed": pgettext_lazy("log", "asked for feed"),
    "backed up": pgettext_lazy("log", "backed up"),
    "began": pgettext_lazy("log", "began"),
    "changed": pgettext_lazy("log", "changed"),
    "changed a term": pgettext_lazy("log", "changed a term"),
    "changed feed": pgettext_lazy("log", "changed feed"),
    "changed password": pgettext_lazy("log", "changed password"),
    "changed person": pgettext_lazy("log", "changed person"),
    "changed reminders": pgettext_lazy("log", "changed reminders"),
    "changed source": pgettext_lazy("log", "changed source"),
    "confirmed address": pgettext_lazy("log", "confirmed an address"),
    "coded": pgettext_lazy("log", "coded"),
    "deactivated person": pgettext_lazy("log", "deactivated person"),
    "deleted reports": pgettext_lazy("log", "deleted reports"),
    "dropped": pgettext_lazy("log", "dropped"),
    "dropped retention": pgettext_lazy("log", "dropped retention"),
    "erased": pgettext_lazy("log", "erased"),
    "exported": pgettext_lazy("log", "exported"),
    "filed": pgettext_lazy("log", "filed"),
    "graded": pgettext_lazy("log", "graded"),
    "handed over": pgettext_lazy("log", "handed over"),
    "join": pgettext_lazy("log", "joined"),
    "kept apart": pgettext_lazy("log", "kept apart"),
    "kept role": pgettext_lazy("log", "kept role"),
    "locked out": pgettext_lazy("log", "locked out"),
    "made brief": pgettext_lazy("log", "made brief"),
    "made sign-in link": pgettext_lazy("log", "made sign-in link"),
    "made token": pgettext_lazy("log", "made token"),
    "marked": pgettext_lazy("log", "marked"),
    "merged": pgettext_lazy("log", "merged"),
    "no longer apart": pgettext_lazy("log", "no longer apart"),
    "part": pgettext_lazy("log", "parted"),
    "proposed": pgettext_lazy("log", "proposed"),
    "read sample": pgettext_lazy("log", "read the sample"),
    "rejected": pgettext_lazy("log", "rejected"),
    "reminded": pgettext_lazy("log", "reminded"),
    "removed a name": pgettext_lazy("log", "removed a name"),
    "removed feed": pgettext_lazy("log", "removed feed"),
    "replaced": pgettext_lazy("log", "replaced"),
    "reread": pgettext_lazy("log", "reread"),
    "restored": pgettext_lazy("log", "restored"),
    "revealed source": pgettext_lazy("log", "revealed source"),
    "revoked token": pgettext_lazy("log", "revoked token"),
    "saw RED": pgettext_lazy("log", "saw RED"),
    "sealed source": pgettext_lazy("log", "sealed source"),
    "second factor off": pgettext_lazy("log", "second factor off"),
    "second factor on": pgettext_lazy("log", "second factor on"),
    "set keep-until": pgettext_lazy("log", "set keep-until"),
    "set retention": pgettext_lazy("log", "set retention"),
    "sign-in failed": pgettext_lazy("log", "sign-in failed"),
    "signed in": pgettext_lazy("log", "signed in"),
    "signed out": pgettext_lazy("log", "signed out"),
    "told apart": pgettext_lazy("log", "told apart"),
    "turned feed off": pgettext_lazy("log", "turned feed off"),
    "turned feed on": pgettext_lazy("log", "turned feed on"),
    "undid join": pgettext_lazy("log", "undid a join"),
    "undid part": pgettext_lazy("log", "undid a parting"),
    "unmerged": pgettext_lazy("log", "unmerged"),
    "used recovery code": pgettext_lazy("log", "used recovery code"),
    "verified log": pgettext_lazy("log", "verified log"),
    "withdrew apart": pgettext_lazy("log", "withdrew “apart”"),
}
THINGS = {
    "act": pgettext_lazy("log", "act under a measure"),
    "actor": pgettext_lazy("log", "actor"),
    "agendaitem": pgettext_lazy("log", "agenda item"),
    "answer": pgettext_lazy("log", "step of an act"),
    "arrangement": pgettext_lazy("log", "arrangement"),
    "attendance": pgettext_lazy("log", "attendance"),
    "audit": pgettext_lazy("log", "log"),
    "bearing": pgettext_lazy("log", "evidence"),
    "brief": pgettext_lazy("log", "brief"),
    "brief actor": pgettext_lazy("log", "brief on an actor"),
    "brief pair": pgettext_lazy("log", "brief on a pair"),
    "brief person": pgettext_lazy("log", "brief on a person"),
    "calendar": pgettext_lazy("log", "calendar"),
    "chain": pgettext_lazy("log", "link of a chain"),
    "claim": pgettext_lazy("log", "claim"),
    "commitment": pgettext_lazy("log", "commitment"),
    "communiqué of engagement": pgettext_lazy("log", "communiqué of engagement"),
    "desk": pgettext_lazy("log", "desk"),
    "document": pgettext_lazy("log", "document"),
    "engagement": pgettext_lazy("log", "engagement"),
    "event": pgettext_lazy("log", "event"),
    "feed": pgettext_lazy("log", "feed"),
    "finding": pgettext_lazy("log", "finding"),
    "following": pgettext_lazy("log", "follow-up"),
    "handover": pgettext_lazy("log", "hand-over"),
    "minute": pgettext_lazy("log", "line of minutes"),
    "passage": pgettext_lazy("log", "passage"),
    "person": pgettext_lazy("log", "person"),
    "plan": pgettext_lazy("log", "plan"),
    "refusal": pgettext_lazy("log", "refusal of an edition"),
    "report": pgettext_lazy("log", "report"),
    "reservation": pgettext_lazy("log", "reservation"),
    "role": pgettext_lazy("log", "role"),
    "series": pgettext_lazy("log", "series"),
    "source": pgettext_lazy("log", "source"),
    "step": pgettext_lazy("log", "next step"),
    "term": pgettext_lazy("log", "term"),
    "tie": pgettext_lazy("log", "tie"),
    "token": pgettext_lazy("log", "token"),
    "user": pgettext_lazy("log", "user"),
}
DETAILS = {
    "after": pgettext_lazy("log", "after"),
    "alias": pgettext_lazy("log", "alias"),
    "as_of": pgettext_lazy("log", "as known on"),
    "backup_of": pgettext_lazy("log", "backup of"),
    "before": pgettext_lazy("log", "before"),
    "beside": pgettext_lazy("log", "beside"),
    "changed": pgettext_lazy("log", "what changed"),
    "claims": pgettext_lazy("log", "claims"),
    "clearance": pgettext_lazy("log", "clearance"),
    "commitments": pgettext_lazy("log", "commitments"),
    "count": pgettext_lazy("log", "how many"),
    "credibility": pgettext_lazy("log", "credibility"),
    "days": pgettext_lazy("log", "days"),
    "engagements": pgettext_lazy("log", "engagements"),
    "entries": pgettext_lazy("log", "entries"),
    "entry": pgettext_lazy("log", "entry"),
    "filter": pgettext_lazy("log", "filter"),
    "how": pgettext_lazy("log", "how"),
    "gone": pgettext_lazy("log", "merged away"),
    "is_on": pgettext_lazy("log", "switched on"),
    "is_whole": pgettext_lazy("log", "unbroken"),
    "joining": pgettext_lazy("log", "joining"),
    "kept": pgettext_lazy("log", "kept"),
    "kind": pgettext_lazy("log", "kind"),
    "left": pgettext_lazy("log", "left"),
    "left_out": pgettext_lazy("log", "left out"),
    "lines": pgettext_lazy("log", "lines"),
    "marking": pgettext_lazy("log", "marking"),
    "one": pgettext_lazy("log", "one"),
    "other": pgettext_lazy("log", "other"),
    "outcome": pgettext_lazy("log", "outcome"),
    "reader": pgettext_lazy("log", "reader"),
    "report": pgettext_lazy("log", "report"),
    "reports": pgettext_lazy("log", "reports"),
    "role": pgettext_lazy("log", "role"),
    "rows": pgettext_lazy("log", "rows"),
    "source": pgettext_lazy("log", "source"),
    "steps": pgettext_lazy("log", "next steps"),
    "term": pgettext_lazy("log", "term"),
    "to": pgettext_lazy("log", "to"),
    "two": pgettext_lazy("log", "two"),
    "why": pgettext_lazy("log", "why"),
    "with_keys": pgettext_lazy("log", "with keys"),
}


def deed(action: str) -> str:
    """What was done, in words for a page; as it was written where it is none that the desk knows."""
    return str(DEEDS.get(action, action))


def thing(target: str) -> str:
    """To which record: "report 12" with its noun in words for a page."""
    return _renamed(target, {name: str(words) for name, words in THINGS.items()})


def target_of(told: str) -> str:
    """The record that a target in words for a page means, as the log writes it."""
    return _renamed(told, {str(words): name for name, words in THINGS.items()})


def details(told: Mapping[str, Any]) -> dict[str, Any]:
    """More of a line, its headings in words for a page."""
    return {str(DETAILS.get(key, key)): value for key, value in told.items()}


def _renamed(target: str, names: Mapping[str, str]) -> str:
    """A target with another name for its noun, which may be of several words; as it stands where none is known."""
    nouns = [noun for noun in names if target == noun or target.startswith(f"{noun} ")]
    noun = max(nouns, key=len, default="")
    return names[noun] + target[len(noun) :] if noun else target
