"""An in-memory market that answers the pages as the services would: no database, no sockets."""

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from gateway.clients import UpstreamProblem, UpstreamResponse, UpstreamUnavailable

from tests.gateway.pages import goods
from tests.gateway.pages.fake_demand import CAKE, MUSTARD

Query = Mapping[str, Any]


def refusal(status: int, code: str, *errors: tuple[str, str], detail: str = "") -> UpstreamProblem:
    named = [{"field": name, "message": message} for name, message in errors]
    return UpstreamProblem(
        status, {"status": status, "code": code, "detail": detail or code, "errors": named}
    )


def _cases() -> dict[str, dict[str, Any]]:
    from tests.gateway.pages.fake_cases import the_cases  # it knows the class below

    return the_cases()


@dataclass
class Call:
    """What a page asked, for tests that look at it."""

    method: str
    path: str
    payload: Any
    query: Query
    key: str | None
    who: Any = None
    headers: Query = field(default_factory=dict)


@dataclass
class FakeMarket:
    """The three services in one object; `down` names those that do not answer."""

    down: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    carts: dict[str, dict[str, int]] = field(default_factory=dict)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The one quote and the one packing list there are."""
    products: dict[str, dict[str, Any]] = field(default_factory=lambda: deepcopy(goods.PRODUCTS))
    shops: dict[str, dict[str, Any]] = field(default_factory=lambda: deepcopy(goods.SHOPS))
    refuse: dict[str, UpstreamProblem] = field(default_factory=dict)
    """`"POST /products/…/publish"` → what to answer instead."""
    cases: dict[str, dict[str, Any]] = field(default_factory=_cases)
    changed_price: str = ""
    bulk_problem: str = ""
    reviews: dict[str, Any] = field(default_factory=dict)
    degraded: bool = False
    read_place: str = ""
    finding: dict[str, Any] = field(default_factory=dict)
    """What the search answers otherwise than usual."""
    checks: list[dict[str, Any]] = field(default_factory=list)
    mandate_state: str = "asked"
    ordered_carts: set[str] = field(default_factory=set)
    more_shops: str | None = None
    found_shops: dict[str, Any] = field(default_factory=dict)
    """What the search for shops answers otherwise than usual."""
    points: list[dict[str, Any]] | None = None
    """Pickup points; None: the usual one."""
    marks: list[str] = field(default_factory=list)
    demand: list[dict[str, Any]] = field(default_factory=lambda: [CAKE, MUSTARD])

    async def get_json(self, service: str, path: str, *, query: Query | None = None,
                       **who: Any) -> Any:  # fmt: skip
        headers = dict(who.get("headers") or {})
        call = Call("GET", path, None, dict(query or {}), None, headers=headers)
        return self._answer(service, call, who.get("principal"))

    async def send_json(self, method: str, service: str, path: str, payload: Any = None,
                        **more: Any) -> Any:  # fmt: skip
        query = dict(more.get("query") or {})
        key, headers = more.get("idempotency_key"), dict(more.get("headers") or {})
        call = Call(method, path, payload, query, key, more.get("principal"), headers)
        return self._answer(service, call, more.get("principal"))

    async def send(self, method: str, service: str, path: str, *, body: bytes = b"",
                   **more: Any) -> UpstreamResponse:  # fmt: skip
        call = Call(method, path, body, dict(more.get("query") or {}), None)
        found = self._answer(service, call, more.get("principal"))
        return UpstreamResponse(201, (), found if isinstance(found, bytes) else b"{}")

    def _answer(self, service: str, call: Call, principal: Any) -> Any:
        if service in self.down:
            raise UpstreamUnavailable(service, "down")
        call.path = call.path.removeprefix("/api/v1")
        self.calls.append(call)
        if problem := self.refuse.get(f"{call.method} {call.path}"):
            raise problem
        from tests.gateway.pages.fake_routes import ROUTES  # the table knows this class

        for method, pattern, answer in ROUTES:
            if method == call.method and (match := re.fullmatch(pattern, call.path)):
                asked = Asked(match, call.payload, call.query, call.key, principal)
                return deepcopy(answer(self, asked))
        raise refusal(404, "not_found")


@dataclass
class Asked:
    match: "re.Match[str]"
    payload: Any
    query: Query
    key: str | None
    principal: Any

    @property
    def first(self) -> str:
        return self.match.group(1)
