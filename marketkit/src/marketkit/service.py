"""What every service's HTTP side has: request ids, problems, health, metrics, the caller."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marketkit import problems
from marketkit.auth import GUEST, Principal, TokenVerifier
from marketkit.clock import new_id
from marketkit.errors import DomainError, UnauthenticatedError
from marketkit.garbage import settle
from marketkit.shortcuts import AppWithShortcuts
from marketkit.telemetry import REQUESTS, continue_trace

Check = Callable[[], Awaitable[bool]]
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

log = structlog.get_logger(__name__)


def create_service(
    name: str,
    *,
    lifespan: Lifespan,
    routers: Sequence[APIRouter],
    verifier: TokenVerifier,
    ready: Mapping[str, Check],
    shortcuts: Sequence[BaseRoute] = (),
) -> FastAPI:
    """A FastAPI app with the house defaults.

    `ready` maps a part's name to a check; `/health/ready` answers 503 while one says no.
    `shortcuts` are asked before all other routes (`marketkit.shortcuts`).
    """
    app = AppWithShortcuts(
        shortcuts,
        partial(_Envelope, service=name),
        title=name,
        lifespan=_settled(lifespan),
        docs_url=None,
        redoc_url=None,
    )
    app.state.verifier = verifier
    problems.install(app)
    # Taken over as they are: including a router prepares each of its routes anew, in the first
    # request that comes.
    for router in (*routers, _health(ready)):
        app.router.routes.extend(router.routes)
    app.add_middleware(_Envelope, service=name)
    return app


def _settled(lifespan: Lifespan) -> Lifespan:
    @asynccontextmanager
    async def started(app: FastAPI) -> AsyncIterator[None]:
        async with lifespan(app):
            settle()
            yield

    return started


async def current_principal(request: Request) -> Principal:
    """The caller from the `Authorization` header; a guest without one.

    Raises UnauthenticatedError for a token that is no good.
    """
    header = request.headers.get("authorization")
    if header is None:
        return GUEST
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise UnauthenticatedError
    verifier: TokenVerifier = request.app.state.verifier
    return await verifier.verify(token)


async def signed_in(
    principal: Annotated[Principal, Depends(current_principal)],
) -> Principal:
    """The caller, who must have signed in."""
    if principal.is_guest:
        raise UnauthenticatedError
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]
SignedIn = Annotated[Principal, Depends(signed_in)]


def _health(ready: Mapping[str, Check]) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/health/ready")
    async def is_ready(response: Response) -> dict[str, Any]:
        parts = {name: await _passes(name, check) for name, check in ready.items()}
        if not all(parts.values()):
            response.status_code = 503
        return {"status": "ok" if all(parts.values()) else "unavailable", "parts": parts}

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


async def _passes(name: str, check: Check) -> bool:
    try:
        return await check()
    except Exception as error:  # noqa: BLE001 -- a broken part is an answer here, not a crash
        log.warning("not_ready", part=name, error=repr(error))
        return False


class _Envelope:
    """Request id in and out, trace continued, time taken. Plain ASGI: it is on every path."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self._app = app
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = dict(scope["headers"])
        request_id = headers.get(b"x-request-id", b"").decode("latin-1") or str(new_id())
        scope.setdefault("state", {})["request_id"] = request_id
        status = 500

        async def with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", request_id.encode("latin-1")))
            await send(message)

        traceparent = headers.get(b"traceparent")
        try:
            if traceparent is None:
                await self._app(scope, receive, with_id)
            else:
                with continue_trace(traceparent.decode("latin-1"), f"{self._service} http"):
                    await self._app(scope, receive, with_id)
        finally:
            taken = time.perf_counter() - started
            REQUESTS.labels(self._service, scope["method"], str(status)).observe(taken)


def as_problem(error: DomainError, request: Request) -> Response:
    """For plain ASGI handlers that answer outside FastAPI's exception handling."""
    return problems.from_domain_error(error, request.scope.get("state", {}).get("request_id"))


__all__ = [
    "CurrentPrincipal",
    "SignedIn",
    "as_problem",
    "create_service",
    "current_principal",
    "signed_in",
]
