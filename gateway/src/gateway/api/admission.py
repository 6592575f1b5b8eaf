"""Decides whether a request may come in, and gathers what the rest needs to know about it."""

import ipaddress
from dataclasses import dataclass
from typing import Final

from marketkit.errors import UnauthenticatedError
from starlette.types import Receive, Scope

from gateway.api.route import Route
from gateway.api.table import RouteTable
from gateway.identity.visitors import STRANGER, Visitor
from gateway.security.bodies import read_body, require_kind
from gateway.security.cross_site import SAFE, Origins, require_same_site
from gateway.security.hosts import Hosts, client_address, neighbourhood
from gateway.security.incoming import Incoming, require_unambiguous
from gateway.security.rates import Rates
from gateway.security.refusal import Refusal
from gateway.security.uploads import LARGE, LARGE_SECONDS, is_large_page
from gateway.settings import GatewaySettings

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
_JSON: Final = (b"application/json",)
_UPLOAD: Final = (b"multipart/form-data",)
_FORM: Final = (b"application/x-www-form-urlencoded", *_UPLOAD, *_JSON)
# Probes come by address, and services ask for our keys by the name they know inside.
_NAMELESS: Final = ("/health/", "/.well-known/jwks.json")
_IMPERSONAL: Final = frozenset({"media", "webhook"})
# Stands in other people's pages and is the same for everybody: who looks is never asked.
_FRAMED: Final = "/einbetten/"
# Anybody may declare something here, and a letter in the market's name goes where they say, with
# their words in it: a few an hour serve people, thousands would serve who sends rubbish.
_LETTERS: Final = frozenset({"/api/v1/withdrawals", "/widerruf/bestaetigen"})


@dataclass(slots=True)
class Admitted:
    incoming: Incoming
    route: Route | None
    """None: a page, a static file, or nothing at all."""
    visitor: Visitor
    address: str
    body: bytes | None


class Admission:
    def __init__(self, settings: GatewaySettings, table: RouteTable) -> None:
        self._settings = settings
        self._table = table
        self._hosts = Hosts(settings.allowed_hosts)
        self._origins = Origins(settings.public_origins)
        self._rates = Rates(settings.rate_per_second, settings.rate_burst)
        an_hour = settings.letters_per_hour
        self._letters = Rates(an_hour / 3600, max(1, an_hour))

    async def admit(self, scope: Scope, incoming: Incoming, receive: Receive) -> Admitted:
        """Raises Refusal, or UnauthenticatedError for a token that is no good."""
        if incoming.method not in METHODS:
            allow = {"Allow": ", ".join(sorted(METHODS))}
            raise Refusal(405, "method_not_allowed", "Diese Methode gibt es nicht.", headers=allow)
        require_unambiguous(incoming)
        if not incoming.path.startswith(_NAMELESS):
            self._hosts.require_known(incoming)
        address = client_address(incoming, self._settings.forwarded_hops)
        self._rates.require_calm(neighbourhood(address))
        if incoming.method == "POST" and incoming.path in _LETTERS:
            self._letters.require_calm(neighbourhood(address))
        _require_public(incoming)
        route = self._table.find(incoming.method, incoming.path)
        visitor = await self._visitor(scope, incoming, route)
        self._require_same_site(scope, incoming, route, visitor)
        body = await self._body(incoming, route, receive) if incoming.has_body else None
        return Admitted(incoming, route, visitor, address, body)

    async def _visitor(self, scope: Scope, incoming: Incoming, route: Route | None) -> Visitor:
        if route is not None and route.kind in _IMPERSONAL:
            return STRANGER
        if route is None and incoming.path.startswith(_FRAMED):
            return STRANGER
        state = scope["app"].state
        header = incoming.found.get(b"authorization")
        if header is not None:
            scheme, _, token = header.partition(b" ")
            if scheme.lower() != b"bearer" or not token:
                raise UnauthenticatedError
            by_token: Visitor = await state.visitors.by_token(token.decode("latin-1"))
            return by_token
        cookie = incoming.found.get(b"cookie")
        key = state.identity.cookie.find(cookie) if cookie is not None else None
        if key is None:
            return STRANGER
        by_session: Visitor = await state.visitors.by_session(key)
        return by_session

    def _require_same_site(
        self, scope: Scope, incoming: Incoming, route: Route | None, visitor: Visitor
    ) -> None:
        if incoming.method in SAFE or (route is not None and route.kind == "webhook"):
            return
        # No other site can make a browser send an Authorization header here.
        if b"authorization" in incoming.found:
            return
        require_same_site(
            incoming,
            self._origins,
            scheme=scope.get("scheme", "http"),
            has_session=visitor.session_key is not None,
        )

    async def _body(self, incoming: Incoming, route: Route | None, receive: Receive) -> bytes:
        settings = self._settings
        if incoming.method in SAFE:
            raise Refusal(400, "unexpected_body", "Diese Anfrage darf keinen Inhalt haben.")
        kind = route.kind if route is not None else "page"
        if kind != "webhook":
            expected = {"upload": _UPLOAD, "page": _FORM}.get(kind, _JSON)
            require_kind(incoming, expected)
        is_upload = incoming.found.get(b"content-type", b"").lower().startswith(_UPLOAD[0])
        limit = settings.upload_limit if is_upload else settings.json_limit
        most = LARGE if is_upload and is_large_page(incoming) else route.most if route else 0
        seconds = LARGE_SECONDS if most else settings.body_seconds
        return await read_body(incoming, receive, limit=most or limit, seconds=seconds)


def _require_public(incoming: Incoming) -> None:
    """Metrics are for the collector beside us, never for whoever comes through a proxy."""
    if incoming.path != "/metrics":
        return
    if b"x-forwarded-for" in incoming.found or not _is_private(incoming.peer):
        raise Refusal(404, "not_found", "Das gibt es hier nicht.")


def _is_private(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False
