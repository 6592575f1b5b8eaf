"""Every refusal leaves the house as RFC 9457 `application/problem+json`."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from marketkit.db.outages import OUTAGES, is_outage
from marketkit.errors import DomainError, FieldError, Kind, UnavailableError
from marketkit.plain_words import in_plain_words

STATUS: Mapping[Kind, int] = {
    Kind.INVALID: 422,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.PRECONDITION: 412,
    Kind.TOO_LARGE: 413,
    Kind.TOO_MANY: 429,
    Kind.UNAVAILABLE: 503,
}
TITLES: Mapping[int, str] = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    410: "Gone",
    412: "Precondition Failed",
    413: "Content Too Large",
    415: "Unsupported Media Type",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
_HTTP_CODES: Mapping[int, tuple[str, str]] = {
    400: ("bad_request", "Die Anfrage ist nicht lesbar."),
    404: ("not_found", "Das gibt es hier nicht."),
    405: ("method_not_allowed", "Diese Aktion gibt es hier nicht."),
    413: ("too_large", "Das ist zu groß."),
    415: ("unsupported_media_type", "Dieses Format wird hier nicht angenommen."),
}

log = structlog.get_logger(__name__)


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Iterable[FieldError] = (),
    request_id: str | None = None,
    headers: Mapping[str, str] | None = None,
    **details: Any,
) -> Response:
    """Build a problem response; `details` become extension members next to the standard ones."""
    body = {
        **details,
        "type": f"/problems/{code}",
        "title": TITLES.get(status, "Error"),
        "status": status,
        "code": code,
        "detail": detail,
        "errors": [{"field": e.field, "message": e.message} for e in errors],
        "request_id": request_id,
    }
    content = orjson.dumps(body, default=str)
    return Response(content, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Register the handlers on `app`."""
    app.add_exception_handler(DomainError, _domain_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_exception)
    for outage in OUTAGES:
        app.add_exception_handler(outage, _database_away)
    app.add_exception_handler(Exception, _unexpected)


def from_domain_error(error: DomainError, request_id: str | None = None) -> Response:
    """The problem response for a domain error."""
    retry = error.details.get("retry_after")
    return problem(
        STATUS[error.kind],
        error.code,
        error.message,
        errors=error.errors,
        request_id=request_id,
        headers={"Retry-After": str(retry)} if retry is not None else None,
        **error.details,
    )


def _request_id(request: Request) -> str | None:
    value: str | None = request.scope.get("state", {}).get("request_id")
    return value


async def _domain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)
    return from_domain_error(error, _request_id(request))


async def _validation_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [FieldError(_path(e["loc"]), in_plain_words(e)) for e in error.errors()]
    detail = "Bitte prüfen Sie die Angaben."
    if len(errors) == 1:
        detail = f"{errors[0].field}: {errors[0].message}" if errors[0].field else errors[0].message
    return problem(422, "invalid", detail, errors=errors, request_id=_request_id(request))


async def _http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code, detail = _HTTP_CODES.get(error.status_code, ("error", str(error.detail)))
    return problem(
        error.status_code, code, detail, request_id=_request_id(request), headers=error.headers
    )


async def _database_away(request: Request, error: Exception) -> Response:
    if not is_outage(error):
        raise error
    log.warning("database_away", path=request.url.path, error=repr(error))
    return from_domain_error(UnavailableError(retry_after=2), _request_id(request))


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected_error", path=request.url.path, exc_info=error)
    return problem(
        500,
        "internal_error",
        "Da ist bei uns etwas schiefgegangen. Es ist nichts gespeichert worden.",
        request_id=_request_id(request),
    )


def _path(location: Iterable[str | int]) -> str:
    """`("body", "variants", 0, "price")` → `variants[0].price`."""
    parts = [part for part in location if part not in {"body", "query", "path", "header"}]
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
