"""One request over the wire: guarded, with limits of time and size. Redirects and manners are in intake/fetch.py."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpcore
import httpx

from sarez import __version__
from sarez.intake.answers import Answer, Failure, failure
from sarez.intake.guard import AddressRefused, addresses_of

AGENT = f"SarezDesk/{__version__} (+https://github.com/sarez-desk/sarez)"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much: seconds to connect, between two bytes, and in all; bytes unpacked.

    `allowed` names the hosts and networks of our own that may be asked (intake/guard.py).
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    bytes: int = 20_000_000
    allowed: tuple[str, ...] = ()


class Wire:
    """Connections to servers, reused from one request to the next. Close it when done."""

    def __init__(self, limits: Limits | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits or Limits()
        self._backend = _Backend(self.limits.allowed, clock)
        self._pool: httpcore.ConnectionPool | None = None

    def ask(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        most: int | None = None,
        form: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer | Failure:
        """Get what lies at an address, or post a form or a body to it (its kind is among the headers); a redirect is an
        answer too. Nothing that the server does raises."""
        target = target_of(url)
        if isinstance(target, Failure):
            return target
        told = dict(headers or {})
        if form is not None:
            body = urlencode(form).encode()
            told["Content-Type"] = "application/x-www-form-urlencoded"
        self._backend.start(self.limits.total)
        try:
            return self._exchange(target, told, most or self.limits.bytes, body)
        except AddressRefused as error:
            return failure(
                url, str(error), "An administrator can allow it with SAREZ_PRIVATE_FEEDS.", is_lasting=True
            )
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.TimeoutException,
            OSError,
            UnicodeError,
        ) as error:
            return failure(url, *_plain(error))

    def close(self) -> None:
        """Close every connection."""
        if self._pool is not None:
            self._pool.close()

    def _exchange(
        self, target: httpx.URL, headers: Mapping[str, str], most: int, content: bytes | None
    ) -> Answer | Failure:
        sent = {"Host": target.netloc.decode(), "User-Agent": AGENT, "Accept-Encoding": "gzip"}
        sent |= {name: value for name, value in headers.items() if value.isascii() and value.isprintable()}
        if content is not None:
            sent["Content-Length"] = str(len(content))
        address = httpcore.URL(
            scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path
        )
        wait = {
            "connect": self.limits.connect,
            "read": self.limits.read,
            "write": self.limits.read,
            "pool": 5.0,
        }
        url = str(target)
        with self._open().stream(
            "GET" if content is None else "POST",
            address,
            headers=list(sent.items()),
            content=content,
            extensions={"timeout": wait},
        ) as response:
            told = {n.decode("latin-1").lower(): v.decode("latin-1") for n, v in response.headers}
            packed = told.get("content-encoding", "").strip().lower()
            if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
                return failure(url, "is packed in a way nobody asked for.", "Tell the site.", is_lasting=True)
            body = _up_to(_unpacked(response.iter_stream(), packed, most), most)
        if body is None:
            size = f"{most / 1e6:,.1f}"
            return failure(
                url, f"is larger than {size} MB.", "Look for a shorter feed or page.", is_lasting=True
            )
        return Answer(response.status, url, told, body)

    def _open(self) -> httpcore.ConnectionPool:
        if self._pool is None:
            self._pool = httpcore.ConnectionPool(
                ssl_context=httpx.create_ssl_context(),
                max_connections=4,
                max_keepalive_connections=2,
                keepalive_expiry=10.0,
                network_backend=self._backend,
            )
        return self._pool


def target_of(url: str) -> httpx.URL | Failure:
    """The parts of an address that may be asked: http or https, and nothing secret in it."""
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):
        target = httpx.URL("")
    if target.scheme in ("http", "https") and target.host and not target.userinfo:
        return target
    return failure(
        url,
        "is not an http or https address without a password in it.",
        "Copy the address anew from the site.",
        is_lasting=True,
    )


def _up_to(pieces: Iterable[bytes], most: int) -> bytes | None:
    """The pieces together; None as soon as there are more bytes than the limit."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > most:
            return None
    return bytes(body)


def _unpacked(pieces: Iterable[bytes], packed: str, most: int) -> Iterator[bytes]:
    """The pieces unpacked, none larger than the limit and one byte: a small file may unpack to anything."""
    if packed in ("", "identity"):
        yield from pieces
        return
    bits = zlib.MAX_WBITS if packed == "deflate" else 16 + zlib.MAX_WBITS
    unpack = zlib.decompressobj(bits)
    try:
        is_empty = True
        for piece in pieces:
            is_empty = False
            yield unpack.decompress(piece, most + 1)
        if not unpack.eof and not is_empty:  # “not modified” names the packing of what it does not send
            raise httpcore.RemoteProtocolError("it breaks off")
    except zlib.error as error:
        raise httpcore.RemoteProtocolError("it cannot be unpacked") from error


def _plain(error: BaseException) -> tuple[str, str]:
    """What went wrong on the wire, in plain words, and what to do."""
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return (
            f"does not prove that it is who it says: {cause.verify_message}.",
            "Do not trust it; tell the site, and fetch again when its certificate is in order.",
        )
    again = "It is tried again later."
    if isinstance(cause, ssl.SSLError):
        return "does not speak a safe form of HTTPS.", "Tell the site."
    if isinstance(error, httpcore.ConnectTimeout):
        return "does not answer.", again
    if isinstance(error, httpcore.TimeoutException):
        return "answers too slowly.", again
    if isinstance(error, httpcore.ProtocolError):
        return f"broke off or sent what is no answer ({error}).", again
    if "ssl" not in str(error).lower() and isinstance(error, httpcore.ConnectError | OSError | UnicodeError):
        return f"cannot be reached ({_short(error)}).", "Check the address and the network. " + again
    return f"broke off ({_short(error)}).", again


def _short(error: BaseException) -> str:
    return (" ".join(str(error).split()) or type(error).__name__)[:120]


class _Backend(httpcore.NetworkBackend):
    """Connects to checked addresses only, and lets no exchange last longer than its time in all."""

    def __init__(self, allowed: tuple[str, ...], clock: Callable[[], float]) -> None:
        self._allowed, self._clock, self._end = allowed, clock, 0.0
        self._real = httpcore.SyncBackend()

    def start(self, seconds: float) -> None:
        self._end = self._clock() + seconds

    def left(self, timeout: float | None) -> float:
        """The seconds that one step may still take."""
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's checked addresses that answers."""
        last: Exception = httpcore.ConnectError("it has no address")
        for number in addresses_of(host, port, self._allowed):
            try:
                return _Stream(
                    self._real.connect_tcp(number, port, self.left(timeout), local_address, socket_options),
                    self,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last


class _Stream(httpcore.NetworkStream):
    """A connection each step of which ends when the time of the whole exchange is up."""

    def __init__(self, real: httpcore.NetworkStream, backend: _Backend) -> None:
        self._real, self._backend = real, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._real.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._real.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._real.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same connection, encrypted for the name that was asked for."""
        return _Stream(
            self._real.start_tls(ssl_context, server_hostname, self._backend.left(timeout)), self._backend
        )

    def get_extra_info(self, info: str) -> Any:
        return self._real.get_extra_info(info)
