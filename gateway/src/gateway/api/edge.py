"""The outermost layer: each request is admitted, then handed to a service or to our own routes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import Any, Final

from marketkit.errors import DomainError
from marketkit.problems import problem
from marketkit.telemetry import REQUESTS, continue_trace, current_traceparent
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.api.admission import Admission, Admitted
from gateway.api.proxy import Errand, answer, forward, pass_through
from gateway.api.route import Route
from gateway.api.table import RouteTable
from gateway.api.turning_away import Draw, turned_away
from gateway.clients import UpstreamUnavailable, carried_headers
from gateway.domain.keys import form_token
from gateway.security.bodies import replayed
from gateway.security.headers import Pairs, SecurityHeaders
from gateway.security.incoming import Incoming, read
from gateway.security.refusal import Refusal
from gateway.settings import GatewaySettings

_UNAUTHENTICATED: Final = 401
_SEARCH: Final = "/api/v1/search"
# Headers that our own routes may only get from here.
_OURS: Final = frozenset(
    {b"authorization", b"forwarded", b"traceparent", b"tracestate", b"x-request-id"}
)
_OUR_PREFIXES: Final = (
    b"x-forwarded-",
    b"x-http-method",
    b"x-internal-",
    b"x-method-",
    b"x-original-",
    b"x-user-",
)


class Edge:
    def __init__(
        self, app: ASGIApp, *, settings: GatewaySettings, table: RouteTable, draw: Draw
    ) -> None:
        """`draw` makes the page for who is turned away with a browser."""
        self._app = app
        self._draw = draw
        self._settings = settings
        self._admission = Admission(settings, table)
        self._security = SecurityHeaders(
            payment_origins=settings.payment_origins,
            https_only=any(origin.startswith("https:") for origin in settings.public_origins),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        incoming = read(scope)
        try:
            admitted = await self._admission.admit(scope, incoming, receive)
        except (Refusal, DomainError) as refusal:
            response = turned_away(refusal, scope, incoming, self._draw)
            await self._refuse(response, scope, receive, send, incoming)
        else:
            await self._let_in(admitted, scope, receive, send)

    async def _let_in(self, admitted: Admitted, scope: Scope, receive: Receive, send: Send) -> None:
        incoming, route = admitted.incoming, admitted.route
        carried: Pairs = [
            (b"x-request-id", incoming.request_id.encode()),
            (b"x-forwarded-for", admitted.address.encode("latin-1")),
        ]
        with self._traced(incoming) as traceparent:
            if traceparent is not None:
                carried.append((b"traceparent", traceparent))
            if route is None or route.service == "gateway":
                await self._serve(admitted, carried, scope, receive, send)
            else:
                if route.path == _SEARCH and (mark := _searcher(scope["app"].state, admitted)):
                    carried.append((b"x-searcher", mark.encode()))
                await self._hand_on(admitted, route, carried, scope, receive, send)

    async def _hand_on(
        self,
        admitted: Admitted,
        route: Route,
        carried: Pairs,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        started = perf_counter()
        incoming, state = admitted.incoming, scope["app"].state
        errand = Errand(
            incoming, route, admitted.body or b"", carried, _token(state, route, admitted)
        )
        try:
            if route.kind == "download" and incoming.method == "GET":
                status = await pass_through(
                    state.upstreams.services[route.service],
                    errand,
                    send,
                    [*self._security.api, carried[0]],
                )
                REQUESTS.labels("gateway", incoming.method, str(status)).observe(
                    perf_counter() - started
                )
                return
            reply = await forward(state.upstreams.services[route.service], errand)
        except UpstreamUnavailable as away:
            status = away.status
            response = problem(
                away.status,
                away.code,
                away.problem["detail"],
                request_id=incoming.request_id,
                headers={"Retry-After": "2"},
            )
            await self._refuse(response, scope, receive, send, incoming)
        else:
            status = reply.status
            ours = [*self._security.api, carried[0]]
            await answer(send, reply, ours, without_body=incoming.method == "HEAD")
        REQUESTS.labels("gateway", incoming.method, str(status)).observe(perf_counter() - started)

    async def _serve(
        self, admitted: Admitted, carried: Pairs, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Our own routes and pages, with everything they may ask about the request."""
        visitor = admitted.visitor
        scope["headers"] = [pair for pair in scope["headers"] if not _is_ours(pair[0])]
        scope["headers"] += [pair for pair in carried if pair[0] != b"x-forwarded-for"]
        scope.setdefault("state", {}).update(
            request_id=admitted.incoming.request_id,
            client_address=admitted.address,
            # Worked out by the one page that asks.
            searcher=partial(_searcher, scope["app"].state, admitted),
            visitor=visitor,
            account=visitor.principal,
            form_token=form_token(visitor.session_key),
        )
        receive_again = receive if admitted.body is None else replayed(admitted.body, receive)
        carrying = carried_headers.set(carried)
        try:
            await self._app(scope, receive_again, self._with_headers(send))
        finally:
            carried_headers.reset(carrying)

    def _with_headers(self, send: Send) -> Send:
        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._security.completed(message.get("headers", ()))
            await send(message)

        return secured

    async def _refuse(
        self, response: Response, scope: Scope, receive: Receive, send: Send, incoming: Incoming
    ) -> None:
        response.headers["x-request-id"] = incoming.request_id
        if response.status_code == _UNAUTHENTICATED:
            response.headers["www-authenticate"] = "Bearer"
        await response(scope, receive, self._with_headers(send))

    @contextmanager
    def _traced(self, incoming: Incoming) -> Iterator[bytes | None]:
        """A new trace per request, or the one a trusted proxy began; nothing when nobody looks."""
        given = incoming.found.get(b"traceparent") if self._settings.trust_traceparent else None
        if self._settings.otlp_endpoint is None:
            yield given
            return
        with continue_trace(given.decode("latin-1") if given else None, "gateway http"):
            ours = current_traceparent()
            yield ours.encode() if ours else None


def _token(state: Any, route: Route, admitted: Admitted) -> str | None:
    """Pictures need nobody's name, and webhooks bring their own proof."""
    if route.kind in {"media", "webhook"}:
        return None
    principal = admitted.visitor.principal
    token: str = (
        state.tokens.guest_token() if principal is None else state.tokens.token_for(principal)
    )
    return token


def _searcher(state: Any, admitted: Admitted) -> str | None:
    """The mark under which a search is counted; search alone is told."""
    agent = admitted.incoming.found.get(b"user-agent", b"")
    mark: str | None = state.searchers.mark(admitted.visitor, admitted.address, agent)
    return mark


def _is_ours(name: bytes) -> bool:
    return name in _OURS or name.startswith(_OUR_PREFIXES)
