"""People at the market, as programs see them: each one signs in and uses the public API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import uuid4

import aiohttp

PASSWORD = "drei-brote-und-ein-fisch"
JSON = dict[str, Any]


class RefusedError(Exception):
    """The market said no, in problem+json."""

    def __init__(self, status: int, problem: JSON) -> None:
        super().__init__(f"{status} {problem}")
        self.status = status
        self.problem = problem

    @property
    def code(self) -> str:
        return str(self.problem.get("code"))


@dataclass
class Actor:
    """Somebody with a connection to the market; without a token a guest."""

    base: str
    http: aiohttp.ClientSession
    token: str | None = None
    account: JSON = field(default_factory=dict)

    async def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if key:
            headers["Idempotency-Key"] = key
        address = f"{self.base}/api/v1{path}"
        async with self.http.request(
            method, address, json=body, headers=headers, params=query
        ) as reply:
            answer = await reply.json(content_type=None) if await reply.read() else {}
            if reply.status >= 400:
                raise RefusedError(reply.status, answer or {})
            return answer

    async def get(self, path: str, **query: Any) -> Any:
        return await self.call("GET", path, query=query)

    async def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        return await self.call("POST", path, body, key=key)

    async def put(self, path: str, body: Any) -> Any:
        return await self.call("PUT", path, body)

    async def patch(self, path: str, body: Any) -> Any:
        return await self.call("PATCH", path, body)

    async def sign_in(self, email: str, password: str = PASSWORD) -> Self:
        """As a program: a bearer token of one's own."""
        issued = await self.post("/tokens", {"email": email, "password": password, "name": "test"})
        self.token = issued["token"]
        return self

    async def sign_up(self, name: str) -> Self:
        email = f"{name.lower()}-{uuid4().hex[:8]}@example.org"
        self.account = await self.post(
            "/accounts", {"email": email, "password": PASSWORD, "name": name}
        )
        self.account.setdefault("email", email)
        return await self.sign_in(email)


def euros(cents: int) -> JSON:
    return {"amount": cents, "currency": "EUR"}


def a_shop(name: str, **changes: Any) -> JSON:
    """A shop that is open whenever the test runs."""
    return {
        "name": name,
        "kind": "bakery",
        "street": "Altmarkt 3",
        "postal_code": "06712",
        "place": "Zeitz",
        "phone": "03441 000000",
        "email": "laden@example.org",
        "story": "Hier backt die dritte Generation.",
        "tagline": "Brot aus Zeitz",
        "opening_hours": "Mo-Su 07:00-19:00; PH 07:00-19:00",
        "preparation_minutes": 60,
        "pickup_note": "Durch den Hof",
        "tax_mode": "standard",
        "imprint": {
            "legal_name": f"{name} GbR",
            "representative": "Maria Muster",
            "vat_id": "DE999123455",
        },
        **changes,
    }


def a_product(title: str, price: int, **changes: Any) -> JSON:
    """Bread with everything that food needs to be published."""
    variant = {
        "label": "1 kg",
        "price": euros(price),
        "vat_class": "de_reduced",
        "content_amount": "1",
        "content_unit": "kg",
        "on_hand": changes.pop("on_hand", 10),
    }
    return {
        "title": title,
        "category": "brot",
        "description": "Drei Tage Sauerteig, zwei Stunden Ofen.",
        "ingredients": "Roggenmehl, Wasser, Salz",
        "origin": "Zeitz",
        "allergens": [{"key": "gluten", "state": "contains", "sub": ["Roggen"]}],
        "allergens_reviewed": True,
        "details": {"legal_name": "Roggenbrot"},
        "variants": [variant],
        **changes,
    }
