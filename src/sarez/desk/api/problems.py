"""Errors as the API tells them: problem JSON (RFC 9457) with a remedy."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sarez.desk.events.coding import CodingError
from sarez.errors import SarezError

TOKEN = "Send “Authorization: Bearer …” with a token from the page “Your account”."
_REMEDIES = {
    401: TOKEN,
    403: "Write with a token; a session needs the CSRF token of a page too.",
    404: "Check the number. What you may not see is not found either.",
    413: "Send less at a time.",
    429: "Wait as many seconds as Retry-After says.",
}


class ApiError(SarezError):
    """A call that cannot be answered: its status, what is wrong and what to do."""

    def __init__(self, status: int, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.status, self.remedy = status, remedy


def problem(status: int, detail: str, remedy: str = "", **more: Any) -> JsonResponse:
    """A problem as JSON."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "remedy": remedy or _REMEDIES.get(status, "See /api for what may be asked."),
        **more,
    }
    answer = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="sarez"'
    return answer


def add_to(api: NinjaAPI) -> None:
    """Let an API tell every error this way."""
    api.add_exception_handler(ApiError, _api_error)
    api.add_exception_handler(SarezError, lambda request, error: problem(409, str(error)))
    api.add_exception_handler(CodingError, _coding)
    api.add_exception_handler(
        AuthenticationError, lambda request, error: problem(401, "Nobody is signed in.")
    )
    api.add_exception_handler(PermissionDenied, lambda request, error: problem(403, str(error)))
    api.add_exception_handler(Http404, lambda request, error: problem(404, "There is no such record."))
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(ValidationError, _validation)


def _api_error(request: HttpRequest, error: Any) -> JsonResponse:
    return problem(error.status, str(error), error.remedy)


def _coding(request: HttpRequest, error: Any) -> JsonResponse:
    remedy = "Correct the fields; gold/GUIDE.md says what each holds."
    return problem(422, "These values cannot stand.", remedy, fields=error.problems)


def _http(request: HttpRequest, error: Any) -> JsonResponse:
    answer = problem(error.status_code, str(error))
    wait = getattr(error, "wait", None) or getattr(error, "retry_after", None)
    if error.status_code == 429:
        answer.headers["Retry-After"] = str(int(wait or 60))
    return answer


def _validation(request: HttpRequest, error: Any) -> JsonResponse:
    fields = {".".join(map(str, e["loc"])): e["msg"] for e in error.errors}
    return problem(422, "The request is not as described.", "Correct the fields named.", fields=fields)
