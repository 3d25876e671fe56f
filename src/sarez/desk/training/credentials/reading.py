"""From a file to the signed text in it: the text itself, JSON around it, or a certificate in PDF."""

from __future__ import annotations

import json
from io import BytesIO

from sarez.desk.training.credentials.errors import CredentialError

ATTACHED = "credential.jwt"
MOST_BYTES = 20_000_000


def token_in(data: bytes) -> str:
    """The signed certificate in the bytes of a file. CredentialError says why there is none, and what to do."""
    if len(data) > MOST_BYTES:
        raise CredentialError("The file is larger than 20 MB: a certificate is far smaller.")
    if data.lstrip()[:5] == b"%PDF-":
        return _in_pdf(data)
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise CredentialError(
            "This is neither a PDF nor text. Give the PDF, or the text that its QR code holds."
        ) from error
    return _in_json(text) if text.startswith(("{", '"')) else text


def _in_json(text: str) -> str:
    """The token as a JSON string, or under one of the names that wallets give it."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CredentialError("This JSON cannot be read: it was cut or changed.") from error
    if isinstance(told, dict):
        told = next((told[name] for name in ("jwt", "credential", "vc") if name in told), None)
    if not isinstance(told, str):
        raise CredentialError("This JSON holds no signed certificate (under jwt, credential or vc).")
    return told


def _in_pdf(data: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = PdfReader(BytesIO(data)).attachments.get(ATTACHED)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise CredentialError("This PDF cannot be read: it is broken or encrypted.") from error
    if not found:
        raise CredentialError(
            "No certificate is attached to this PDF. A printout, a scan or a copy loses it: read the QR code instead."
        )
    try:
        return found[0].decode("ascii").strip()
    except UnicodeDecodeError as error:
        raise CredentialError("What is attached to this PDF is no certificate.") from error
