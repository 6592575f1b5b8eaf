"""Sets up the region's pickup points and delivery rounds, and says for the shops who brings.

Safe to run twice: a place that is there, and a shop that has said anything itself, stay as
people left them.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field

from onebox.seed.client import RefusedError
from onebox.seed.market import Person
from onebox.seed.region.base import Key, PostalCode, Strict
from onebox.seed.region.read import read_shape
from onebox.seed.shapes import Slug
from onebox.seed.sow import Report

JsonObject = dict[str, Any]
_NOT_YET = 404
_TRIES, _PAUSE = 20, 0.5


class Brings(Strict):
    days: list[Key]
    lead_hours: int


class SeedPoint(Strict):
    slug: Slug
    name: str
    street: str
    postal_code: PostalCode
    place: str
    lat: float
    lon: float
    hours: str
    hint: str
    temperatures: list[Key]
    capacity: int
    attended: bool
    pay_there: bool
    shops: dict[Slug, Brings]

    def body(self) -> JsonObject:
        return self.model_dump(exclude={"slug", "shops"})


class SeedRound(Strict):
    slug: Slug
    name: str
    postal_codes: list[PostalCode]
    weekday: Key
    starts: str
    ends: str
    cutoff_hours: int
    capacity: int
    fee: int
    free_from: int
    temperatures: list[Key]
    hint: str
    pay_there: bool
    shops: list[Slug]

    def body(self) -> JsonObject:
        money = {
            name: {"amount": getattr(self, name), "currency": "EUR"}
            for name in ("fee", "free_from")
        }
        return self.model_dump(exclude={"slug", "shops"}) | money


class StationsFile(Strict):
    points: list[SeedPoint] = Field(default_factory=list)
    rounds: list[SeedRound] = Field(default_factory=list)

    def shops(self) -> list[str]:
        named = [slug for point in self.points for slug in point.shops]
        return sorted({*named, *(slug for one in self.rounds for slug in one.shops)})


def read_stations(region_dir: Path) -> StationsFile:
    """A region without the file has none."""
    file = region_dir / "seed" / "stations.yaml"
    return read_shape(file, StationsFile) if file.exists() else StationsFile()


@dataclass(frozen=True)
class Stations:
    operator: Person
    advisor: Person
    report: Report

    async def set_up(self, wanted: StationsFile) -> None:
        points = {item["slug"] async for item in _listed(self.operator, "pickup-points")}
        rounds = {item["slug"] async for item in _listed(self.operator, "delivery-rounds")}
        for point in wanted.points:
            if point.slug not in points:
                await self.operator.put(f"/api/v1/pickup-points/{point.slug}", point.body())
        for one in wanted.rounds:
            if one.slug not in rounds:
                await self.operator.put(f"/api/v1/delivery-rounds/{one.slug}", one.body())
        for shop in wanted.shops():
            try:
                await self._say_for(shop, wanted)
            except RefusedError as refused:
                self.report.refusals.append(f"{shop}: {refused}")

    async def _say_for(self, shop: str, wanted: StationsFile) -> None:
        path = f"/api/v1/shops/{shop}/bringing"
        said = await self._once_known(path)
        if any(point["days"] for point in said["points"]):
            return
        points = {point["slug"]: point["id"] for point in said["points"]}
        rounds = {tour["slug"]: tour["id"] for tour in said["tours"]}
        brings = {
            points[point.slug]: point.shops[shop].model_dump()
            for point in wanted.points
            if shop in point.shops and point.slug in points
        }
        gives = [rounds[one.slug] for one in wanted.rounds
                 if shop in one.shops and one.slug in rounds]  # fmt: skip
        await self.advisor.put(path, {"points": brings, "tours": gives})

    async def _once_known(self, path: str) -> JsonObject:
        """A shop that has just been made reaches the orders service a moment later."""
        for _ in range(_TRIES):
            try:
                return await self.advisor.get(path)
            except RefusedError as refused:
                if refused.status != _NOT_YET:
                    raise
            await asyncio.sleep(_PAUSE)
        return await self.advisor.get(path)


async def _listed(person: Person, what: str) -> AsyncIterator[JsonObject]:
    for item in (await person.get(f"/api/v1/{what}?limit=100"))["items"]:
        yield item
