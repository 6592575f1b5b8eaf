"""One OpenAPI document out of four: each service's part, cut down to what is public."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

import structlog

from gateway.api.route import Route
from gateway.clients import UpstreamProblem, Upstreams

KEEP_SECONDS: Final = 60.0
SERVICES: Final = ("catalog", "orders", "search")
Document = dict[str, Any]

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class PublicApi:
    """Fetched when asked for, kept a minute; a service that is away keeps its last known part."""

    upstreams: Upstreams
    own: Document
    routes: tuple[Route, ...]
    _parts: dict[str, Document] = field(default_factory=dict)
    _fetched_at: float = float("-inf")
    _fetching: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def document(self) -> Document:
        async with self._fetching:
            if monotonic() - self._fetched_at > KEEP_SECONDS:
                outcomes = await asyncio.gather(*(self._fetch(name) for name in SERVICES))
                # An incomplete document is served, but asked for again at once.
                self._fetched_at = monotonic() if all(outcomes) else float("-inf")
        return merged({"gateway": self.own, **self._parts}, self.routes)

    async def _fetch(self, service: str) -> bool:
        try:
            self._parts[service] = await self.upstreams.get_json(service, "/openapi.json")
        except UpstreamProblem as away:
            log.warning("openapi_part_missing", service=service, status=away.status)
            return False
        return True


def merged(parts: Mapping[str, Document], routes: Iterable[Route]) -> Document:
    """Components are prefixed with their service, because two may give one name to two things."""
    listed: set[tuple[str, str, str]] = {
        (route.service, route.method, _shape(route.path)) for route in routes
    }
    document: Document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Digitaler Regionalmarkt",
            "version": "1",
            "description": "Programs sign in with `Authorization: Bearer <token>`; "
            "a token is issued by `POST /api/v1/tokens`.",
        },
        "paths": {},
        "components": {
            "schemas": {},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }
    for service in sorted(parts):
        _add(document, service, parts[service], listed)
    return document


def _add(
    document: Document, service: str, part: Document, listed: set[tuple[str, str, str]]
) -> None:
    for path, operations in part.get("paths", {}).items():
        public = {
            method: _renamed(operation, service)
            for method, operation in operations.items()
            if (service, method.upper(), _shape(path)) in listed
        }
        if public:
            document["paths"].setdefault(path, {}).update(public)
    for name, schema in part.get("components", {}).get("schemas", {}).items():
        document["components"]["schemas"][_component(service, name)] = _renamed(schema, service)


def _shape(path: str) -> str:
    """Path parameters may be named differently here and there."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))


def _component(service: str, name: str) -> str:
    return f"{service}.{name}"


def _renamed(node: Any, service: str) -> Any:
    if isinstance(node, list):
        return [_renamed(item, service) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _renamed_reference(value, service)
        if key == "$ref" and isinstance(value, str)
        else _renamed(value, service)
        for key, value in node.items()
        # Each service checks tokens of ours, which is no business of the outside.
        if key != "security"
    }


def _renamed_reference(value: str, service: str) -> str:
    head, _, name = value.rpartition("/")
    return f"{head}/{_component(service, name)}"
