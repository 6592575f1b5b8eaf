"""All shops that are open, in memory: where they are, when one can collect, where they deliver.

A day is a filter by the shops one can collect from on it, worked out when somebody asks. Nothing
of it is written into an index, where it would be wrong an hour later.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from marketkit.pickup.windows import DAYS_AHEAD, day_of

from search.domain.document import ShopSnapshot
from search.domain.timetable import Known, Timetable

AHEAD = timedelta(hours=1)
"""How long before midnight the next day's timetable is worked out."""
_A_DAY = timedelta(days=1)
_NONE: frozenset[str] = frozenset()


class ShopDirectory:
    """An immutable snapshot; `version` rises with each change of any shop.

    Timetables are worked out when first needed and kept: `prepare` does it beforehand.
    """

    def __init__(
        self, shops: Iterable[ShopSnapshot] = (), version: int = 0, known: Known | None = None
    ) -> None:
        self.version = version
        self._shops = {str(shop.id): shop for shop in shops if shop.is_live}
        self.ids = frozenset(self._shops)
        self._slugs = {shop.slug: key for key, shop in self._shops.items()}
        self._delivering = _by_code(self._shops)
        self._known: Known = {} if known is None else known
        self._tables: dict[date, Timetable] = {}

    @property
    def all(self) -> Mapping[str, ShopSnapshot]:
        """By id."""
        return MappingProxyType(self._shops)

    def get(self, id_or_slug: str | UUID) -> ShopSnapshot | None:
        key = str(id_or_slug)
        return self._shops.get(key) or self._shops.get(self._slugs.get(key, ""))

    def collectable(self, day: date, now: datetime) -> frozenset[str]:
        """Ids of the shops that would still take an order, now, for collecting on that day."""
        return self.table(now).collectable(day, now.timestamp())

    def earliest(self, shop_id: str | UUID, now: datetime) -> date | None:
        """The first day for which one can still order there; None: not within a week."""
        return self.table(now).earliest(str(shop_id), now.timestamp())

    def days(self, now: datetime) -> list[date]:
        """The seven days from today on that are shown to choose among."""
        today = day_of(now)
        return [today + timedelta(days=number) for number in range(DAYS_AHEAD)]

    def days_by_shop(self, now: datetime) -> Mapping[str, int]:
        """By shop a bit for each day, today's the lowest: set while one can order for that day."""
        return self.table(now).days_by_shop(now.timestamp())

    def delivering(self, postal_code: str) -> frozenset[str]:
        """Ids of the shops that bring goods there."""
        return self._delivering.get(postal_code, _NONE)

    def period(self, now: datetime) -> tuple[int, date, int]:
        """As long as this stays the same, so does every answer of this directory."""
        table = self.table(now)
        return self.version, table.today, table.period(now.timestamp())

    def table(self, now: datetime) -> Timetable:
        today = day_of(now)
        table = self._tables.get(today)
        if table is None:
            table = Timetable(self._shops.values(), today, self._known)
            near = {d: t for d, t in self._tables.items() if abs(d - today) <= _A_DAY}
            self._tables = {**near, today: table}
        return table

    def is_prepared(self, now: datetime) -> bool:
        return {day_of(now), day_of(now + AHEAD)} <= self._tables.keys()

    def prepare(self, now: datetime) -> None:
        """Work out the day's timetable, late at night the next one's too.

        Slow where many shops have hours of their own.
        """
        for moment in (now, now + AHEAD):
            self.table(moment).period(moment.timestamp())
        for dated in [each for each in list(self._known) if each.today < day_of(now)]:
            del self._known[dated]


def _by_code(shops: Mapping[str, ShopSnapshot]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, shop in shops.items():
        for code in shop.delivery.postal_codes if shop.delivery else ():
            found.setdefault(code, set()).add(key)
    return {code: frozenset(keys) for code, keys in found.items()}
