"""What can go wrong with a certificate before it is even looked at."""

from __future__ import annotations

from sarez.errors import SarezError


class CredentialError(SarezError):
    """A certificate that cannot be made or read so; the message says why and what to do."""
