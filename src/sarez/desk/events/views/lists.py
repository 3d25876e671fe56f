"""What the lists of the register share: the filter, the pages, the choices of a filter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarez.desk.events.fields import MODALITIES, STATUSES
from sarez.desk.events.listing import Filter, parties_to_choose, shelf
from sarez.desk.events.models import ACCEPTED, PROPOSED
from sarez.desk.events.quads import LABELS
from sarez.desk.events.wording import party, word
from sarez.region.region import load_region
from sarez.vocabulary.engagements import load_engagements
from sarez.vocabulary.events import load_events
from sarez.vocabulary.issues import load_issues


def choices() -> dict[str, Any]:
    """What the selects of a filter offer."""
    language = get_language() or "en"
    return {
        "types": [(name, word(name).capitalize()) for name in load_events()],
        "kinds": [(name, word(name).capitalize()) for name in load_engagements()],
        "modalities": list(MODALITIES.items()),
        "quads": list(LABELS.items()),
        "issues": [(issue.name, issue.label(language)) for issue in load_issues().by_name.values()],
        "statuses": list(STATUSES.items()),
        "decisions": [(PROPOSED, _("proposed")), (ACCEPTED, _("accepted"))],
        "countries": sorted(
            ((code, party(code)) for code in load_region().actors.states), key=lambda s: s[1]
        ),
    }


def listed(request: HttpRequest, kind: str) -> dict[str, Any]:
    """One page of a list with its filter."""
    asked = Filter.of(request.GET)
    page = shelf(kind, request.viewer, asked).get_page(request.GET.get("page"))
    return {"page": page, **frame(asked, page.object_list)}


def frame(asked: Filter, shown: Any = ()) -> dict[str, Any]:
    """The filter as a template needs it."""
    return {"asked": asked, "parties": parties_to_choose(shown), **choices()}


def as_of(request: HttpRequest) -> str:
    """The day the page is asked about, as it stands in the address."""
    viewer = request.viewer
    return viewer.as_of.date().isoformat() if viewer.as_of else ""
