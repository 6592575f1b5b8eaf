"""Turns stored bytes and query results into responses."""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Request, Response
from marketkit.entity_tags import is_held

from catalog.queries.pages import Page
from catalog.queries.product_page import StoredAnswer
from catalog.store.answers import to_json

_JSON = "application/json"
PUBLIC = {"cache-control": "no-cache"}
"""May be kept, must be asked for again; the entity tag makes that cheap."""
PRIVATE = {"cache-control": "private, no-store"}


def stored(
    request: Request, answer: StoredAnswer, *, status: int = 200, private: bool = False
) -> Response:
    """The bytes as they are, or 304 when the caller has them already."""
    headers = {"etag": answer.etag, **(PRIVATE if private else PUBLIC)}
    if request.method == "GET" and is_held(request.headers.get("if-none-match"), answer.etag):
        return Response(status_code=304, headers=headers)
    return Response(answer.body, status, headers, _JSON)


def created(answer: StoredAnswer, location: str) -> Response:
    headers = {"etag": answer.etag, "location": location, **PRIVATE}
    return Response(answer.body, 201, headers, _JSON)


def page(found: Page[Mapping[str, Any]]) -> Response:
    return Response(to_json({"items": found.items, "next": found.next}), media_type=_JSON)


def page_of_bytes(found: Page[bytes]) -> Response:
    """A page of stored answers, joined without reading them."""
    items = _joined(found.items)
    return Response(
        b'{"items":[' + items + b'],"next":' + to_json(found.next) + b"}", media_type=_JSON
    )


def plain(value: Any, status: int = 200) -> Response:
    return Response(to_json(value), status, media_type=_JSON)


def _joined(items: Iterable[bytes]) -> bytes:
    return b",".join(items)
