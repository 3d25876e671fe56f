"""The reference page of the API, made from its own description; nothing is fetched from elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sarez.desk.accounts.access import needs
from sarez.desk.api import shapes
from sarez.desk.api.service import api


@needs("read")
def reference(request: HttpRequest) -> HttpResponse:
    """What can be asked of the API, and the fields of its answers."""
    operations = [
        _operation(path, method, told)
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, told in methods.items()
    ]
    records = {
        "Report": shapes.REPORT,
        "Entry": shapes.ENTRY,
        "Claim": shapes.CLAIM,
        "Warning": shapes.WARNING,
    }
    records |= {f"{kind.capitalize()}: kept": fields for kind, fields in shapes.KEPT.items()}
    return render(request, "api/reference.html", {"operations": operations, "records": records})


def _operation(path: str, method: str, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": path,
        "method": method.upper(),
        "summary": told.get("summary", ""),
        "description": told.get("description", ""),
        "parameters": [p["name"] for p in told.get("parameters", ())],
        "takes": _body(told),
    }


def _body(told: dict[str, Any]) -> list[str]:
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
    schemas = api.get_openapi_schema()["components"]["schemas"]
    return list(schemas.get(name, {}).get("properties", ()))
