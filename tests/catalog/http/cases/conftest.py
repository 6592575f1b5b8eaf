"""Two advisors, an operator, and a business that one of them has met."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id

from tests.catalog.conftest import Market, ok
from tests.support.asgi import AsgiClient


def a_form(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Korbflechterei Sonntag",
        "kind": "craft",
        "place": "Kayna",
        "origin": "phone",
        "contacts": [
            {"name": "Ilse Sonntag", "role": "Inhaberin", "phone": "034426 1234",
             "email": "ilse@example.org", "preferred": "phone"}
        ],
    } | changes  # fmt: skip


@dataclass
class Team:
    market: Market
    berta: AsgiClient
    berta_id: UUID
    carl: AsgiClient
    carl_id: UUID
    operator: AsgiClient

    async def open(self, **changes: Any) -> dict[str, Any]:
        case: dict[str, Any] = ok(
            await self.berta.post("/api/v1/cases", json=a_form(**changes)), 201
        )
        return case

    async def look(self, case_id: str) -> dict[str, Any]:
        case: dict[str, Any] = ok(await self.berta.get(f"/api/v1/cases/{case_id}"))
        return case

    async def timeline(self, case_id: str, **query: Any) -> list[dict[str, Any]]:
        answer = await self.berta.get(f"/api/v1/cases/{case_id}/timeline", query=query)
        items: list[dict[str, Any]] = ok(answer)["items"]
        return items


@pytest.fixture
async def team(market: Market) -> Team:
    berta, carl = new_id(), new_id()
    found = Team(
        market,
        market.client("advisor", account_id=berta, name="Berta Beratung"),
        berta,
        market.client("advisor", account_id=carl, name="Carl Berater"),
        carl,
        market.client("operator", name="Olga"),
    )
    for advisor in (found.berta, found.carl):
        ok(await advisor.get("/api/v1/cases/board"))
    return found


@pytest.fixture
async def path(team: Team) -> str:
    """Where the business stands."""
    return f"/api/v1/cases/{(await team.open())['id']}"
