"""Invitations: drafted, copied or taken as Word, and marked as sent by the person who sent them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sarez.desk.accounts import markings
from sarez.desk.accounts.access import needs
from sarez.desk.accounts.audit import log, saw
from sarez.desk.dialogue.entries import kept_by_entry
from sarez.desk.dialogue.meetings.forms import DraftForm
from sarez.desk.dialogue.meetings.invitations import (
    INVITED,
    TO_INVITE,
    Invitation,
    Letter,
    invitation_of,
    letters,
    mark_invited,
)  # fmt: skip
from sarez.desk.dialogue.meetings.views.calendar import engagement_seen
from sarez.desk.dialogue.models import Attendance
from sarez.desk.events.apart import kin
from sarez.desk.events.models import Version

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_DRAFTED = 100


@dataclass(slots=True)
class Drafts:
    """What the page and the Word file have in common."""

    version: Version
    invitation: Invitation
    waiting: list[Attendance]
    invited: list[Attendance]
    chosen: list[Attendance]
    form: DraftForm
    letters: list[Letter]

    @property
    def marking(self) -> int:
        """The closest marking of what the drafts quote."""
        return max([self.invitation.marking, *(row.marking for row in self.chosen)])


@needs("dialogue")
@require_safe
def invitations(request: HttpRequest, number: int) -> HttpResponse:
    """Who is still to be invited, and the letters to those chosen."""
    drafts = _drafts(request, number)
    saw(request, f"engagement {drafts.version.entry_id}", drafts.marking)
    told = {
        "version": drafts.version, "drafts": drafts, "form": drafts.form, "query": request.GET.urlencode(),
        "chosen": {row.number for row in drafts.chosen}, "is_marked": drafts.marking > markings.CLEAR,
        "most": MOST_DRAFTED,
    }  # fmt: skip
    return render(request, "dialogue/invitations.html", told, status=422 if drafts.form.errors else 200)


@needs("dialogue")
@require_safe
def invitations_word(request: HttpRequest, number: int) -> HttpResponse:
    """The letters to those chosen as a Word file, a page for each."""
    drafts = _drafts(request, number)
    if not drafts.letters:
        messages.info(request, _("Choose whom to invite first."))
        return redirect("invitations", drafts.version.entry_id)
    entry = f"engagement {drafts.version.entry_id}"
    saw(request, entry, drafts.marking)
    log(request.user, "exported", entry, count=len(drafts.letters), marking=markings.name_of(drafts.marking))  # type: ignore[arg-type]
    name = f"invitations-{drafts.version.entry_id}.docx"
    return HttpResponse(
        word_file(drafts.letters, drafts.marking),
        content_type=WORD,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@needs("dialogue")
@require_POST
def invitations_mark(request: HttpRequest, number: int) -> HttpResponse:
    """Put on record that those chosen have been invited; the desk itself sends nothing."""
    version = engagement_seen(request, number)
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    if viewer.as_of is not None:
        raise Http404
    wanted, home = _numbers(request.POST), kin([version.entry_id])
    rows = [
        r for r in kept_by_entry(Attendance, home, viewer).get(version.entry_id, ()) if r.number in wanted
    ]
    done, refused = mark_invited(rows, request.user)  # type: ignore[arg-type]
    if done:
        told = ngettext("%(n)d is on record as invited.", "%(n)d are on record as invited.", done)
        messages.success(request, told % {"n": done})
    if refused:
        messages.error(
            request, _("Changed by someone else meanwhile: %(names)s") % {"names": ", ".join(refused)}
        )
    if not done and not refused:
        messages.info(request, _("Choose whom you have invited."))
    return redirect("invitations", version.entry_id)


def word_file(told: Sequence[Letter], marking: int) -> bytes:
    """Letters as a Word document, each on a page of its own; the marking of what they quote stands on top of each."""
    from docx import Document

    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    if marking > markings.CLEAR:
        document.sections[0].header.paragraphs[0].text = markings.name_of(marking)
    for place, letter in enumerate(told):
        if place:
            document.add_page_break()
        for line in letter.paragraphs:
            document.add_paragraph(line).paragraph_format.space_after = 0
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _drafts(request: HttpRequest, number: int) -> Drafts:
    version = engagement_seen(request, number)
    viewer: Any = request.viewer  # type: ignore[attr-defined]
    home = kin([version.entry_id])
    rows = sorted(
        kept_by_entry(Attendance, home, viewer).get(version.entry_id, ()),
        key=lambda r: (r.party, not r.is_head, r.number or 0),
    )
    wanted, form = _numbers(request.GET), DraftForm(request.GET)
    waiting = [row for row in rows if row.state == TO_INVITE]
    chosen = [row for row in rows if row.number in wanted][:MOST_DRAFTED]
    invitation = invitation_of(version, viewer, home)
    told = letters(invitation, chosen, form.languages, form.day) if form.is_valid() else []
    invited = [row for row in rows if row.state == INVITED]
    return Drafts(version, invitation, waiting, invited, chosen, form, told)


def _numbers(query: QueryDict) -> set[int]:
    return {int(n) for n in query.getlist("row") if n.isascii() and n.isdigit() and len(n) < 16}
