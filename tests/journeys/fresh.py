"""What a shop changes reaches those who look: in answers, in kept answers, and in pages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote
from uuid import uuid4

from marketkit.clock import HERE

from tests.journeys.actors import JSON, Actor, euros
from tests.journeys.things import eventually, put_on_shelf

_CONSONANTS = str.maketrans("0123456789abcdef", "bdfghjklmnpqrtvx")
Look = Callable[[], Awaitable[bool]]


@dataclass
class Change:
    """Something the shop does, and how one sees in the search that it has been done."""

    name: str
    do: Callable[[], Awaitable[None]]
    shown: Look


@dataclass
class Fresh:
    """One product of one shop, searched by a word that only it has."""

    owner: Actor
    shop: JSON
    product: JSON

    @classmethod
    async def on_shelf(cls, owner: Actor, shop: JSON) -> "Fresh":
        # No digits, which would split it, and nothing that is near a word of the language.
        word = "frq" + uuid4().hex[:10].translate(_CONSONANTS)
        return cls(owner, shop, await put_on_shelf(owner, shop, f"Brot {word}", 480, on_hand=9))

    @property
    def word(self) -> str:
        return str(self.product["title"]).split()[-1]

    @property
    def variant(self) -> str:
        return str(self.product["variants"][0]["id"])

    async def hits(self, **more: str) -> list[JSON]:
        found = await self.owner.get("/search", q=self.word, literal="true", **more)
        hits: list[JSON] = found["hits"]
        return hits

    def stock(self, pieces: int) -> Change:
        async def do() -> None:
            await self.owner.put(f"/stock/{self.variant}", {"on_hand": pieces})

        async def shown() -> bool:
            return [hit["available"] for hit in await self.hits()] == [pieces]

        return Change("stock", do, shown)

    def price(self, cents: int) -> Change:
        async def do() -> None:
            variant = {"id": self.variant, "price": euros(cents)}
            await self.owner.patch(f"/products/{self.product['id']}", {"variants": [variant]})

        async def shown() -> bool:
            return [hit["price"]["amount"] for hit in await self.hits()] == [cents]

        return Change("price", do, shown)

    def closure(self, day: date) -> Change:
        async def do() -> None:
            days = {"from": day.isoformat(), "to": day.isoformat(), "text": "Inventur"}
            await self.owner.post(f"/shops/{self.shop['slug']}/closures", days)

        async def shown() -> bool:
            return not await self.hits(collect=day.isoformat())

        return Change("closure", do, shown)

    def opening(self, day: date) -> Change:
        async def do() -> None:
            path = f"/shops/{self.shop['slug']}/closures/{day.isoformat()}"
            await self.owner.call("DELETE", path)

        async def shown() -> bool:
            return bool(await self.hits(collect=day.isoformat()))

        return Change("closure taken back", do, shown)

    def withdrawal(self) -> Change:
        async def do() -> None:
            await self.owner.post(f"/products/{self.product['id']}/withdraw")

        async def shown() -> bool:
            return not await self.hits()

        return Change("withdrawal", do, shown)

    def publication(self) -> Change:
        async def do() -> None:
            await self.owner.post(f"/products/{self.product['id']}/publish", {})

        async def shown() -> bool:
            return bool(await self.hits())

        return Change("publication", do, shown)


def a_day() -> date:
    """One on which a shop that opens daily can be collected from."""
    return datetime.now(HERE).date() + timedelta(days=2)


async def everything_arrives(owner: Actor, shop: JSON) -> None:
    """Each of the four changes, in answers that were kept a moment ago and in pages."""
    fresh, day = await Fresh.on_shelf(owner, shop), a_day()
    assert await fresh.hits(collect=day.isoformat())
    page = f"{owner.base}/suche?q={quote(fresh.word)}&literal=true"
    answer = f"{owner.base}/api/v1/search?q={quote(fresh.word)}&literal=true"
    for change in (
        fresh.stock(3),
        fresh.price(333),
        fresh.closure(day),
        fresh.opening(day),
    ):
        await change.do()
        await eventually(change.shown)
    tags = {address: await _kept(fresh, address) for address in (page, answer)}

    await fresh.withdrawal().do()

    await eventually(fresh.withdrawal().shown)
    for address, tag in tags.items():
        async with owner.http.get(address, headers={"If-None-Match": tag}) as reply:
            assert reply.status == 200, f"{address} is still held to be what it was"
            assert reply.headers["ETag"] != tag
            assert fresh.product["id"] not in await reply.text()
    goods = f"{owner.base}/produkt/{fresh.product['id']}/{fresh.product['slug']}"
    async with owner.http.get(goods) as reply:
        assert reply.status == 410


async def _kept(fresh: Fresh, address: str) -> str:
    """The tag of an answer that is told to be still good."""
    http = fresh.owner.http
    async with http.get(address) as reply:
        assert reply.status == 200
        tag = reply.headers["ETag"]
        assert fresh.product["id"] in await reply.text()
    async with http.get(address, headers={"If-None-Match": tag}) as again:
        assert again.status == 304
    return tag
