"""Signing in elsewhere: OpenID Connect, authorization code with PKCE, where an institution keeps its own accounts.

SAREZ_OIDC_ISSUER, SAREZ_OIDC_CLIENT_ID and SAREZ_OIDC_CLIENT_SECRET name the provider; SAREZ_OIDC_ROLES says which
value of the claim SAREZ_OIDC_CLAIM (default `groups`) gives which role: `desk-heads=head,staff=analyst`. Who has no
such value is not let in. A person is known by the provider's `sub`, never by a name that they can choose there.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
import jwt
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sarez.desk.accounts import people
from sarez.desk.accounts.audit import log
from sarez.desk.accounts.models import User
from sarez.desk.accounts.roles import roles
from sarez.errors import SarezError

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
PATIENCE = 10.0
LEEWAY = 60


class SignInError(SarezError):
    """A sign-in elsewhere that did not come off; the message says why."""


def is_on() -> bool:
    """Whether this desk lets people sign in elsewhere."""
    return bool(settings.OIDC["issuer"] and settings.OIDC["client_id"])


def depart(back: str) -> tuple[str, dict[str, str]]:
    """The provider's address to go to, and what to remember until the way back."""
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    challenge = hashlib.sha256(kept["verifier"].encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC["client_id"],
        "redirect_uri": back,
        "scope": "openid profile",
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    return f"{_provider()['authorization_endpoint']}?{urlencode(asked)}", kept


def arrive(answer: Mapping[str, str], kept: Mapping[str, str], back: str) -> User:
    """Whom the provider's answer signs in, made or given their role of today; SignInError for an answer that is not right."""
    if not kept or not secrets.compare_digest(answer.get("state", ""), kept["state"]):
        raise SignInError(_("This answer belongs to another sign-in. Begin again."))
    if "code" not in answer:
        raise SignInError(_("The provider did not let you in."))
    return _user(_claims(answer["code"], kept, back))


def _claims(code: str, kept: Mapping[str, str], back: str) -> dict[str, Any]:
    provider = _provider()
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": kept["verifier"],
    }
    who = (quote(settings.OIDC["client_id"], safe=""), quote(settings.OIDC["client_secret"], safe=""))
    answer = _ask("POST", provider["token_endpoint"], data=asked, auth=who)
    token = answer.get("id_token", "")
    keys = _ask("GET", provider["jwks_uri"])
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = next(k for k in jwt.PyJWKSet.from_dict(keys).keys if kid is None or k.key_id == kid)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=settings.OIDC["client_id"],
            issuer=settings.OIDC["issuer"],
            leeway=LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, StopIteration) as error:
        raise SignInError(_("The provider's token does not hold.")) from error
    if not secrets.compare_digest(str(claims.get("nonce", "")), kept["nonce"]):
        raise SignInError(_("The provider's token belongs to another sign-in. Begin again."))
    return claims


@transaction.atomic
def _user(claims: Mapping[str, Any]) -> User:
    role = _role(claims.get(settings.OIDC["claim"]))
    outside = f"{claims['iss']} {claims['sub']}"[:255]
    user = User.objects.filter(outside=outside).first()
    if user is None:
        name = str(claims.get("preferred_username") or claims["sub"])[:150]
        if User.objects.filter(username=name).exists():
            raise SignInError(_("The desk has another person of that name. Ask an administrator."))
        user = people.add(name, role, roles()[role].clearance, "openid connect")[0]
        user.signinlink_set.all().delete()
        User.objects.filter(pk=user.pk).update(outside=outside)
        user.refresh_from_db()
    if not user.is_active:
        raise SignInError(_("This person works at the desk no more. Ask an administrator."))
    if user.role != role:
        try:
            people.change(user, "openid connect", role=role, clearance=roles()[role].clearance)
        except people.PeopleError as error:
            log("openid connect", "kept role", f"user {user.username}", why=str(error))
            user.refresh_from_db()
    return user


def _role(values: object) -> str:
    """The widest role that the values of the claim give."""
    held = {str(v) for v in values} if isinstance(values, list) else {str(values)}
    given = {role for value, role in settings.OIDC["roles"].items() if value in held}
    ranked = [name for name in roles() if name in given]
    if not ranked:
        raise SignInError(_("Your account there has no role at this desk. Ask an administrator."))
    return ranked[-1]


def _provider() -> dict[str, Any]:
    issuer = settings.OIDC["issuer"]
    found = _ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise SignInError(_("The provider calls itself by another name than SAREZ_OIDC_ISSUER."))
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        _must_be_safe(str(found.get(name, "")))
    return found


def _must_be_safe(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise SignInError(_("The provider names an address without TLS."))


def _ask(method: str, address: str, **more: Any) -> dict[str, Any]:
    try:
        answer = httpx.request(method, address, timeout=PATIENCE, **more)
        answer.raise_for_status()
        told = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise SignInError(_("The provider does not answer as it should. Try again later.")) from error
    if not isinstance(told, dict):
        raise SignInError(_("The provider does not answer as it should. Try again later."))
    return told
