"""What the table's calls are about: each thing is made through the API, when it is first needed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.architecture.access_market import Market
from tests.architecture.access_people import Person


@dataclass(frozen=True)
class Thing:
    """Something that belongs to somebody."""

    values: Mapping[str, str]
    """What stands in the path: `{"slug": …}`."""
    entitled: Person
    party: Person
    """The other side of the bargain: the buyer of a shop's goods, the shop of a buyer's order."""
    looks: tuple[tuple[Person, str], ...] = ()
    """Who sees all of it, and where; a refused call must not change what they see."""
    key: Mapping[str, str] = field(default_factory=dict)
    """A query that only the entitled person knows."""
    wrong_key: Mapping[str, str] = field(default_factory=dict)
    """What others try instead: the key to something of their own."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What goes into request bodies, known to everybody who asks, so that rights decide alone."""

    async def state(self) -> list[Any]:
        return [_steady(await person.get(path)) for person, path in self.looks]


def _steady(value: Any) -> Any:
    """The catalogue's copy of what is left follows by events, whenever they arrive."""
    if isinstance(value, list):
        return [_steady(item) for item in value]
    if isinstance(value, dict):
        return {key: _steady(item) for key, item in value.items() if key != "available"}
    return value


@dataclass
class Things:
    """Makes things by kind, and keeps one of each that nobody is allowed to spoil."""

    market: Market
    makers: Mapping[str, "Maker"]
    kept: dict[str, Thing] = field(default_factory=dict)

    def who(self, name: str) -> Person:
        return self.market.people[name]

    async def shared(self, kind: str) -> Thing:
        if kind not in self.kept:
            self.kept[kind] = await self.fresh(kind)
        return self.kept[kind]

    async def fresh(self, kind: str) -> Thing:
        return await self.makers[kind](self)


Maker = Callable[[Things], Awaitable[Thing]]
