"""A certificate on paper: an A4 page in PDF with the signed credential attached to it, and in its QR code.

The QR code holds the whole credential, so that a telephone needs no network to read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from sarez.desk.training.credentials.certificate import Certificate
from sarez.desk.training.credentials.errors import CredentialError
from sarez.desk.training.credentials.reading import ATTACHED

MOST_IN_QR = 2_953
"""Bytes that a QR code holds at most (version 40, level L)."""
MASK = 2
"""Base64 is as good as noise, so that any mask does: to weigh all eight takes longer than the whole page."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "title": "Certificate", "that": "This is to certify that", "completed": "has completed the course",
        "hours": "{n:g} hours", "until": "valid until {day}", "number": "No. {id}", "attached": "The signed certificate",
        "verify": "Signed by the institution named above. The signed certificate is attached to this file and in the code: “sarez credentials verify” looks at it without a network.",
        "recognition": "Course recognized by {by} from {since} until {until}. The certificate is issued by the institution alone.",
    },
    "ru": {
        "title": "Сертификат", "that": "Выдан", "completed": "в том, что завершено обучение по курсу",
        "hours": "{n:g} ч", "until": "действителен до {day}", "number": "№ {id}", "attached": "Подписанный сертификат",
        "verify": "Подписан учреждением, названным выше. Подписанный сертификат приложен к файлу и содержится в коде: «sarez credentials verify» проверяет его без сети.",
        "recognition": "Курс признан: {by}, с {since} по {until}. Сертификат выдан только учреждением.",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs on paper, and their office."""

    name: str = ""
    office: str = ""


def qr_code(token: str) -> bytes:
    """The QR code of a signed certificate, as PNG. CredentialError where it is too long for one."""
    import segno

    if len(token) > MOST_IN_QR:
        raise CredentialError(
            f"The certificate is {len(token)} characters long and fits no QR code: shorten the course's name or the criteria."
        )
    out = BytesIO()
    segno.make_qr(token, error="l", mask=MASK).save(out, kind="png", scale=4, border=4)
    return out.getvalue()


def pdf(token: str, told: Certificate, *, language: str = "en", signatory: Signatory | None = None) -> bytes:
    """The page, with the token attached as `credential.jwt`. `told` must be what the token says."""
    import typst

    words, by = WORDS[language], signatory or Signatory()
    when = [
        f"{told.first:%Y-%m-%d} – {told.last:%Y-%m-%d}"
        if told.last != told.first
        else f"{told.first:%Y-%m-%d}"
    ]
    if told.hours is not None:
        when.append(words["hours"].format(n=told.hours))
    if told.valid_until is not None:
        when.append(words["until"].format(day=told.valid_until))
    r = told.recognition
    inputs = {
        "lang": language,
        "issuer": told.issuer,
        "holder": told.holder,
        "course": told.course,
        "when": " · ".join(when),
        "criteria": told.criteria,
        "recognition": words["recognition"].format(by=r.by, since=r.since, until=r.until) if r else "",
        "number": words["number"].format(id=told.id.removeprefix("urn:uuid:")),
        "signatory": by.name,
        "office": by.office,
    } | {name: words[name] for name in ("title", "that", "completed", "attached", "verify")}
    with TemporaryDirectory(prefix="sarez-certificate-") as folder:
        room = Path(folder)
        (room / "paper.typ").write_text(_page(), "utf-8")
        (room / "qr.png").write_bytes(qr_code(token))
        (room / ATTACHED).write_text(token, "ascii")
        made = typst.compile(room / "paper.typ", root=room, sys_inputs=inputs, ignore_system_fonts=True)
    return bytes(made)


@lru_cache(maxsize=1)
def _page() -> str:
    return resources.files("sarez.desk.training.credentials").joinpath("paper.typ").read_text("utf-8")
