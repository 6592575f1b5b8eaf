"""The catalogue over HTTP on a database of its own, and people to call it as."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from catalog.app import create_app
from catalog.domain.mandate_words import CURRENT
from catalog.files.region import load_region
from catalog.settings import CatalogSettings
from marketkit.clock import new_id
from marketkit.contracts import Event, parse_event
from marketkit.db import Database
from marketkit.messaging import MemoryBus
from pydantic import SecretStr

from tests.catalog import builders
from tests.conftest import FixedClock
from tests.support.asgi import Answer, AsgiClient, running
from tests.support.databases import Templates
from tests.support.tokens import a_token, a_verifier

ACTIONS = ["profile", "products", "prices", "stock", "orders", "proofs", "visibility"]
WORDING = CURRENT.version
REGION = Path(__file__).parents[2] / "regions" / "zeitz"


@dataclass
class Market:
    """The running catalogue: its door, its database, its clock."""

    guest: AsgiClient
    db: Database
    bus: MemoryBus
    clock: FixedClock

    def client(self, *roles: str, account_id: UUID | None = None, name: str = "Anna") -> AsgiClient:
        return self.guest.as_(a_token(*roles, account_id=account_id or new_id(), name=name))

    async def events(self, event: type[Event]) -> list[Any]:
        """Everything told so far of this kind, oldest first."""
        rows = await self.db.pool.fetch(
            "SELECT type, payload FROM outbox WHERE type = $1 ORDER BY seq", event.type
        )
        return [parse_event(row["type"], row["payload"]) for row in rows]


@dataclass
class Desk:
    """An advisor with a shop in preparation."""

    market: Market
    advisor: AsgiClient
    advisor_id: UUID
    slug: str

    async def product(self, **changes: Any) -> dict[str, Any]:
        answer = await self.advisor.post(
            f"/api/v1/shops/{self.slug}/products", json=builders.a_product(**changes)
        )
        product: dict[str, Any] = ok(answer, 201)
        return product

    async def on_sale(self, **changes: Any) -> dict[str, Any]:
        product = await self.product(**changes)
        path = f"/api/v1/products/{product['id']}/publish"
        published: dict[str, Any] = ok(await self.advisor.post(path))
        return published

    async def consent(self, *actions: str, until: str = "2027-11-20") -> dict[str, Any]:
        """The business agrees by link, without an account; to everything if nothing is named."""
        asked = await self.asked(*actions, until=until)
        page = ok(await self.market.guest.get(f"/api/v1/mandates/{asked['link']}"))
        form = {"name": "Greta Morgenroth", "wording": page["wording"]["version"]}
        path = f"/api/v1/mandates/{asked['link']}/grant"
        granted: dict[str, Any] = ok(await self.market.guest.post(path, json=form))
        return asked | granted

    async def asked(self, *actions: str, **more: Any) -> dict[str, Any]:
        """What the advisor is answered to the question, with the link's code under `link`."""
        body = {"actions": actions or ACTIONS, "until": "2027-11-20"} | more
        path = f"/api/v1/shops/{self.slug}/mandates"
        answer: dict[str, Any] = ok(await self.advisor.post(path, json=body), 201)
        return answer | {"link": answer["url_path"].rpartition("/")[2]}

    async def go_live(self) -> dict[str, Any]:
        """With a mandate for everything: nobody makes a shop visible on their own."""
        await self.consent()
        path = f"/api/v1/shops/{self.slug}/go-live"
        shop: dict[str, Any] = ok(await self.advisor.post(path))
        return shop

    async def hand_over(
        self, name: str = "Greta Morgenroth", *, mandate: bool = True
    ) -> tuple[AsgiClient, UUID]:
        """The shop in its owner's hands, who lets the advisor go on unless told otherwise."""
        owner_id = new_id()
        link = ok(await self.advisor.post(f"/api/v1/shops/{self.slug}/handover"), 201)
        owner = self.market.client(account_id=owner_id, name=name)
        given = {"actions": ACTIONS, "until": "2027-11-20", "wording": WORDING}
        body = {"mandate": given if mandate else None}
        ok(await owner.post(f"/api/v1/handovers/{link['code']}/accept", json=body))
        return owner, owner_id


def ok(answer: Answer, status: int = 200) -> Any:
    assert answer.status == status, answer.text
    return answer.json()


@pytest.fixture
async def market(databases: Templates, clock: FixedClock, tmp_path: Path) -> AsyncIterator[Market]:
    async with databases.database("catalog:migrations") as db:
        settings = CatalogSettings(
            database_url=SecretStr("postgresql://handed-in"),
            region_dir=REGION,
            media_dir=tmp_path / "media",
            documents_dir=tmp_path / "documents",
            link_secret=SecretStr("l" * 32),
        )
        bus = MemoryBus()
        app = create_app(settings, bus=bus, verifier=a_verifier(), database=db, clock=clock)
        async with running(app) as guest:
            yield Market(guest, db, bus, clock)


# The bakery owes the office nothing; what it owes, the tests of the checklist are about.
_NOTHING_OWED = """
    INSERT INTO checklist_item (shop_id, key, shown, statement, submitted_name, decided_name,
        reason, waived_name, waiver_reason, version)
    VALUES ($1, 'food_registration', 'accepted', '', '', '', '', '', '', 1)
"""


@pytest.fixture
async def desk(market: Market) -> Desk:
    advisor_id = new_id()
    advisor = market.client("advisor", account_id=advisor_id, name="Berta Beratung")
    shop = ok(await advisor.post("/api/v1/shops", json=builders.a_shop()), 201)
    await market.db.pool.execute(_NOTHING_OWED, UUID(shop["id"]))
    return Desk(market, advisor, advisor_id, shop["slug"])


@pytest.fixture(scope="session")
def region() -> Any:
    return load_region(REGION)
