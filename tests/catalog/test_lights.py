"""Many shops' lights in one go, and what a shop's goods tell about it."""

from uuid import UUID

from catalog.queries.checklist import lights_of, standings_of
from marketkit.clock import new_id

from tests.catalog.builders import a_shop
from tests.catalog.conftest import Desk, Market, ok
from tests.catalog.http.checklist_desk import checklist, path


async def _shop(desk: Desk, **changes: object) -> dict[str, str]:
    made: dict[str, str] = ok(await desk.advisor.post("/api/v1/shops", json=a_shop(**changes)), 201)
    return made


class Counting:
    """The pool, with its questions counted."""

    def __init__(self, market: Market) -> None:
        self._pool, self.asked = market.db.pool, 0

    async def fetch(self, query: str, *arguments: object) -> object:
        self.asked += 1
        return await self._pool.fetch(query, *arguments)

    async def fetchrow(self, query: str, *arguments: object) -> object:
        self.asked += 1
        return await self._pool.fetchrow(query, *arguments)

    async def fetchval(self, query: str, *arguments: object) -> object:
        self.asked += 1
        return await self._pool.fetchval(query, *arguments)


async def test_many_lights_cost_two_questions(desk: Desk, market: Market) -> None:
    made = [await _shop(desk, name=f"Bäckerei {n}", kind="Bäckerei") for n in range(4)]
    hotel = await _shop(desk, name="Schuhgeschäft", kind="Schuhgeschäft", imprint={})
    ids = [UUID(shop["id"]) for shop in (*made, hotel)]
    pool = Counting(market)

    lights = await lights_of(pool, [*ids, new_id()], market.clock.now().date())

    assert pool.asked == 2
    assert set(lights) == set(ids)
    assert {light.state for light in lights.values()} == {"stop"}
    assert "die USt-IdNr." in lights[ids[-1]].sentence
    assert "Veterinäramt" not in lights[ids[-1]].sentence
    assert set(await lights_of(market.db.pool, ids)) == set(ids)


async def test_what_a_shop_sells_decides_what_it_is_asked(desk: Desk, market: Market) -> None:
    shop = await _shop(desk, name="Kaufladen", kind="Laden", imprint={"legal_form": "GmbH"})
    today = market.clock.now().date()

    async def asked() -> set[str]:
        found = await standings_of(market.db.pool, [UUID(shop["id"])], today)
        return {standing.requirement.key for standing in found[UUID(shop["id"])]}

    before = await asked()
    bread = await desk.advisor.post(
        path(shop["slug"], "products"),
        json={
            "title": "Brot",
            "category": "brot",
            "variants": [{"price": {"amount": 400, "currency": "EUR"}}],
        },
    )
    after = await asked()
    ok(await desk.advisor.post(f"/api/v1/products/{ok(bread, 201)['id']}/withdraw"))

    assert "representative" in before
    assert after - before == {"food_registration"}
    assert await asked() == before


async def test_a_new_kind_brings_another_checklist(desk: Desk) -> None:
    ok(await desk.advisor.patch(path(desk.slug), json={"kind": "Tischlerei"}))

    found = await checklist(desk.advisor, desk.slug)

    assert found["business_type"] == "craft"
    assert "craft_register" in {item["key"] for item in found["items"]}
