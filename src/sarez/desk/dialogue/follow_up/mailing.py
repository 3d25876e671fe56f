"""Mail to people of the desk: through the server that SAREZ_SMTP_URL names, encrypted, in plain text, to nobody else."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from sarez.desk.accounts import markings
from sarez.errors import SarezError

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

PATIENCE = 20.0
"""Seconds that a mail server may take for each answer."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORTS = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
UNREACHED, SILENT, LOGIN, SECRECY, SENDER, ADDRESS, REFUSED, CUT, SETTINGS = (
    "unreached", "silent", "login", "secrecy", "sender", "address", "refused", "cut", "settings",
)  # fmt: skip
TROUBLES = {
    UNREACHED: _("The mail server could not be reached. Is its name in SAREZ_SMTP_URL right, and may the desk reach it?"),
    SILENT: _("The mail server did not answer in time. If it stays so, ask whoever runs it."),
    LOGIN: _("The mail server refuses the desk's name and password. An administrator sets them in SAREZ_SMTP_URL."),
    SECRECY: _("No encrypted connection came about. Does the mail server have a valid certificate, and is it smtps:// or smtp+starttls://?"),
    SENDER: _("The mail server refuses the desk as a sender. An administrator sets the address in SAREZ_MAIL_FROM."),
    ADDRESS: _("The mail server refuses your address. Is it written right?"),
    REFUSED: _("The mail server refused the message. Ask whoever runs it."),
    CUT: _("The connection broke while the message was sent. It may have come, so it is not sent again."),
    SETTINGS: _("The desk's mail is not set up rightly: see SAREZ_SMTP_URL and SAREZ_MAIL_FROM."),
}  # fmt: skip
"""What went wrong, and what to do about it."""


class MailError(SarezError):
    """A message that was not sent, or maybe (`is_unsure`); `trouble` is a key of TROUBLES.

    `is_lost` where no connection came about, so that other messages would not be sent either.
    """

    def __init__(self, trouble: str, *, is_unsure: bool = False, is_lost: bool = False) -> None:
        super().__init__(str(TROUBLES[trouble]))
        self.trouble, self.is_unsure, self.is_lost = trouble, is_unsure, is_lost


@dataclass(frozen=True, slots=True)
class Post:
    """The mail server and what the desk is to it. `secrecy` is smtps, smtp+starttls, or smtp on this machine alone."""

    secrecy: str
    host: str
    port: int
    user: str
    password: str
    sender: str

    @property
    def domain(self) -> str:
        """The domain that the desk sends from."""
        return parseaddr(self.sender)[1].rpartition("@")[2]


def post_of(url: str, sender: str) -> Post:
    """The mail server of an address; MailError where it says too little, or would send in the clear."""
    try:
        told = urlsplit(url)
        port = told.port or PORTS.get(told.scheme, 0)
        validate_email(parseaddr(sender)[1])
    except (ValueError, ValidationError) as error:
        raise MailError(SETTINGS) from error
    if told.scheme not in PORTS or not told.hostname:
        raise MailError(SETTINGS)
    if told.scheme == "smtp" and told.hostname not in LOOPBACK:
        raise MailError(SECRECY)
    user, password = unquote(told.username or ""), unquote(told.password or "")
    return Post(told.scheme, told.hostname, port, user, password, sender)


def post() -> Post | None:
    """The mail server of this desk; None where an administrator has set none."""
    url = settings.MAIL["secret_url"]
    return post_of(url, settings.MAIL["sender"]) if url else None


def ceiling() -> int:
    """The highest marking whose titles may stand in a message: what SAREZ_MAIL_MARKING says, TLP:GREEN by default."""
    try:
        return markings.number_of(settings.MAIL["marking"])
    except KeyError:
        return markings.CLEAR


def is_ours(address: str) -> bool:
    """Whether mail may go to an address: any, or those of the domains that SAREZ_MAIL_DOMAINS names."""
    domains = [name.strip().casefold() for name in settings.MAIL["domains"].split(",") if name.strip()]
    return not domains or address.rpartition("@")[2].casefold() in domains


def message(
    server: Post, to: str, subject: str, text: str, key: str, *, about: str = "reminders"
) -> EmailMessage:
    """A message in plain text. Its `key` makes its number, so that one sent twice could be told as one."""
    from django.core.mail import EmailMessage

    number = sha256(f"{server.sender}\n{to}\n{key}".encode()).hexdigest()[:32]
    headers = {
        "Message-ID": f"<{number}@{server.domain}>",
        "List-Id": f"Sarez {about} <{about}.{server.domain}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    return EmailMessage(subject, text, server.sender, [to], headers=headers)


@contextmanager
def opened(server: Post, patience: float = PATIENCE) -> Iterator[Callable[[EmailMessage], None]]:
    """A connection to the mail server: yields what sends a message over it. MailError where there is none."""
    from django.core.mail.backends.smtp import EmailBackend

    way = EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.secrecy == "smtp+starttls",
        use_ssl=server.secrecy == "smtps",
        timeout=patience,
    )
    try:
        try:
            way.open()
        except (smtplib.SMTPException, OSError) as error:
            raise MailError(_trouble(error), is_lost=True) from error
        yield lambda told: _send(way, told)
    finally:
        _leave(way)


def _send(way: Any, told: EmailMessage) -> None:
    try:
        way.send_messages([told])
    except (
        smtplib.SMTPResponseException,
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPNotSupportedError,
    ) as error:
        raise MailError(_trouble(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(CUT, is_unsure=True) from error


def _leave(way: Any) -> None:
    """Close a connection; what was sent is sent, whatever the server says to a farewell."""
    try:
        way.close()
    except (smtplib.SMTPException, OSError):
        way.connection = None


def _trouble(error: Exception) -> str:
    """Which trouble an error is; smtplib calls it a lost connection too when it waited in vain."""
    if isinstance(error.__context__, TimeoutError):
        return SILENT
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
        (smtplib.SMTPAuthenticationError, LOGIN),
        (smtplib.SMTPSenderRefused, SENDER),
        (smtplib.SMTPRecipientsRefused, ADDRESS),
        ((ssl.SSLError, smtplib.SMTPNotSupportedError), SECRECY),
        (TimeoutError, SILENT),
        (smtplib.SMTPResponseException, REFUSED),
        (OSError, UNREACHED),
    )
    return next((name for kind, name in kinds if isinstance(error, kind)), REFUSED)
