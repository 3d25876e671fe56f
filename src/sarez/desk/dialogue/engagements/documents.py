"""Documents of an engagement: taken in within limits, kept once by their bytes, handed out as files only."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sarez.desk.accounts.models import User
from sarez.desk.dialogue.keeping import KeepingError, begin
from sarez.desk.dialogue.models import Content, Document
from sarez.desk.events.models import Entry

LONGEST_NAME = 200
PLAIN = "application/octet-stream"
_ACTIVE = ("html", "svg", "xml", "javascript")
"""Kinds that a browser might run: handed out as bytes of no kind."""


@transaction.atomic
def take(entry: Entry, name: str, data: bytes, by: User, *, marking: int, title: str = "") -> Document:
    """Keep a document. KeepingError where it is empty or larger than the desk takes."""
    if not data:
        raise KeepingError(_("This file is empty."))
    if len(data) > settings.MOST_UPLOADED:
        raise KeepingError(too_large())
    plain = plain_name(name)
    digest = hashlib.sha256(data).hexdigest()
    Content.objects.get_or_create(sha256=digest, defaults={"data": data})
    made = Document(
        entry=entry,
        title=" ".join(title.split()) or plain,
        file_name=plain,
        media_type=media_type(plain),
        size=len(data),
        content_id=digest,
        marking=marking,
    )
    return begin(made, by)


def drop_bytes() -> None:
    """Delete the bytes of which no document is kept any more, not even a past one."""
    for digest in list(Content.objects.filter(documents=None).values_list("pk", flat=True)):
        Content.objects.filter(pk=digest, documents=None).only("pk").delete()


def media_type(name: str) -> str:
    """The kind of a file by its name; what the sender says of it is not trusted."""
    found = mimetypes.guess_type(name)[0] or PLAIN
    return PLAIN if any(word in found for word in _ACTIVE) else found[:100]


def too_large() -> str:
    """What is said of a file that is too large."""
    return _("The file is larger than %(size)d MB, the most the browser may send.") % {
        "size": settings.MOST_UPLOADED // 2**20
    }


def handed_out(document: Document) -> HttpResponse:
    """A document as a file to keep: never opened by the browser as a page of the desk."""
    data: Any = Content.objects.only("data").get(pk=document.content_id).data
    answer = HttpResponse(bytes(data), content_type=document.media_type or PLAIN)
    answer["Content-Disposition"] = content_disposition_header(True, document.file_name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def plain_name(name: str) -> str:
    """The name of a file without folders and signs that no file should have."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if dot and len(kept) > LONGEST_NAME:
        kept = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending[:20]}"
    return kept[:LONGEST_NAME] or _("document")
