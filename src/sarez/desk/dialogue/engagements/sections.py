"""The sections of an engagement's page that people keep row by row: what each is made of and with which forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts.models import User
from sarez.desk.accounts.viewers import Viewer
from sarez.desk.dialogue.engagements.forms_documents import DocumentForm, NewDocumentForm
from sarez.desk.dialogue.engagements.forms_rows import (
    AgendaForm,
    AttendanceForm,
    PassageForm,
    ReservationForm,
    RoleForm,
    RolesForm,
    RowForm,
    TieForm,
)
from sarez.desk.dialogue.models import (
    AgendaItem,
    Attendance,
    Document,
    Kept,
    Passage,
    Reservation,
    Role,
    Tie,
)
from sarez.desk.events.apart import kin


@dataclass(frozen=True, slots=True)
class Section:
    """What is kept under one name: its rows, the part of the page they stand in, the forms to add and to change one."""

    name: str
    part: str
    title: str | Promise
    model: type[Kept]
    new: type[RowForm]
    form: type[RowForm]

    def row(self, entry: int, number: int, viewer: Viewer) -> Any:
        """The row that stands of a thing kept on this engagement; None where the viewer sees none."""
        own = kin([entry])
        return self.model.objects.seen_by(viewer).filter(number=number, entry__in=own).first()

    def blank(self, entry: int, by: User) -> Any:
        """A new row, not yet kept: at the end of the order."""
        row: Any = self.model(entry_id=entry)  # type: ignore[call-arg]
        names = {f.name for f in self.model._meta.concrete_fields}
        if "position" in names:
            seen = self.model.objects.seen_by(Viewer(by.clearance)).filter(entry=entry)
            row.position = (seen.aggregate(most=Max("position"))["most"] or 0) + 1
        return row


_ALL = (
    Section("roles", "roles", _("Role"), Role, RolesForm, RoleForm),
    Section("agenda", "agenda", _("Agenda item"), AgendaItem, AgendaForm, AgendaForm),
    Section("attendance", "attendance", _("Participant"), Attendance, AttendanceForm, AttendanceForm),
    Section("passages", "communique", _("Passage"), Passage, PassageForm, PassageForm),
    Section("reservations", "communique", _("Reservation"), Reservation, ReservationForm, ReservationForm),
    Section("documents", "documents", _("Document"), Document, NewDocumentForm, DocumentForm),
    Section("ties", "ties", _("Tie"), Tie, TieForm, TieForm),
)
SECTIONS = {section.name: section for section in _ALL}
