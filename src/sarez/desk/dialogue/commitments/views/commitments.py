"""The board and the table of commitments, what became of promises, and a commitment entered by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sarez.desk.accounts.access import needs
from sarez.desk.dialogue.commitments.board import Asked, board, table
from sarez.desk.dialogue.commitments.cards import today
from sarez.desk.dialogue.commitments.forms import EnterForm
from sarez.desk.dialogue.commitments.kept_counts import BY, ISSUE, PAIR, PARTY, Question, rows
from sarez.desk.dialogue.commitments.promises import FEW
from sarez.desk.dialogue.commitments.standing import STATES
from sarez.desk.dialogue.forms import owners
from sarez.desk.events.listing import Filter, parties_to_choose
from sarez.desk.events.views.lists import choices
from sarez.errors import SarezError

PER_PAGE = 40
LATELY = timedelta(days=2 * 366)
"""How far back promises are counted by issue where no date is chosen: it takes a look into each report."""


@needs("read")
def commitments(request: HttpRequest) -> HttpResponse:
    """The board: what is overdue, due, open, stale, recurring and closed."""
    owner = request.GET.get("owner", "")[:150]
    day = today(request.viewer)
    told = {"columns": board(request.viewer, day, owner), "day": day, "owner": owner, "owners": owners()[1:]}
    return render(request, "dialogue/board.html", told)


@needs("read")
def commitments_table(request: HttpRequest) -> HttpResponse:
    """All commitments on record as a table."""
    asked = Asked.of(request.GET)
    page, found = table(request.viewer, asked, today(request.viewer), request.GET.get("page"))
    told = {
        "page": page,
        "cards": found,
        "asked": asked,
        "parties": parties_to_choose(page.object_list),
        "states": STATES.items(),
        "owners": owners()[1:],
        **choices(),
    }
    return render(request, "dialogue/commitments_table.html", told)


@needs("read")
def promises(request: HttpRequest) -> HttpResponse:
    """What became of promises, by pair, party or issue."""
    asked = Filter.of(request.GET)
    by = request.GET.get("by", "")
    by = by if by in BY else PAIR
    since, until = (_date(text) for text in (asked.since, asked.until))
    day = today(request.viewer)
    is_lately = by == ISSUE and since is None and until is None
    since = day - LATELY if is_lately else since
    question = Question(by, day, since, until, asked.party)
    page = Paginator(rows(request.viewer, question), PER_PAGE).get_page(request.GET.get("page"))
    told = {
        "page": page,
        "by": by,
        "ways": ((PAIR, _("By pair")), (PARTY, _("By party")), (ISSUE, _("By issue"))),
        "asked": asked,
        "few": FEW,
        "day": day,
        "is_lately": is_lately,
        "parties": parties_to_choose(),
    }
    return render(request, "dialogue/promises.html", told)


@needs("dialogue")
@require_http_methods(["GET", "POST"])
def commitment_new(request: HttpRequest) -> HttpResponse:
    """Enter a commitment by hand, with the words it rests on."""
    if request.viewer.as_of is not None:
        raise Http404
    user: Any = request.user
    form = EnterForm(request.POST or None, by=user, today=timezone.now().date())
    if request.method == "POST" and form.is_valid():
        try:
            number = form.enter()
        except SarezError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("On record. It rests on a note of the desk."))
            return redirect("commitment", number)
    told = {"form": form, "parties": parties_to_choose()}
    return render(request, "dialogue/commitment_new.html", told)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
