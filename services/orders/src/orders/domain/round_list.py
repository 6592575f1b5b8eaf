"""What one producer is to bring for a round: summed up, and apart for each place and buyer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orders.domain.rounds import Document


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one buyer gets."""

    number: str
    name: str
    goods: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One place and time, with all that is handed out there."""

    name: str
    start: datetime
    end: datetime
    bundles: tuple[Bundle, ...]

    @property
    def sums(self) -> list[tuple[int, str]]:
        return summed(self.bundles)


def stops_of(rows: Sequence[Mapping[str, Any]]) -> list[Stop]:
    """From a shop's orders of a round, which come by time."""
    found: dict[tuple[datetime, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        where = (row["fulfilment"] or {}).get("name", "")
        found.setdefault((row["slot_start"], where), []).append(row)
    return [
        Stop(where, start, group[0]["slot_end"], tuple(_bundle(row) for row in group))
        for (start, where), group in found.items()
    ]


def summed(bundles: Sequence[Bundle]) -> list[tuple[int, str]]:
    """How many of what, by name."""
    counted: Counter[str] = Counter()
    for bundle in bundles:
        for quantity, what in bundle.goods:
            counted[what] += quantity
    return [(quantity, what) for what, quantity in sorted(counted.items())]


def document(stops: Sequence[Stop]) -> Document:
    bundles = [bundle for stop in stops for bundle in stop.bundles]
    return {
        "orders": len(bundles),
        "goods": _goods(summed(bundles)),
        "stops": [
            {
                "name": stop.name,
                "start": stop.start,
                "end": stop.end,
                "goods": _goods(stop.sums),
                "orders": [
                    {"number": each.number, "name": each.name, "goods": _goods(each.goods)}
                    for each in stop.bundles
                ],
            }
            for stop in stops
        ],
    }


def _bundle(row: Mapping[str, Any]) -> Bundle:
    goods = tuple(
        (line["quantity"], ", ".join(filter(None, (line["title"], line["label"]))))
        for line in row["lines"] or ()
    )
    return Bundle(row["number"], row["name"], goods)


def _goods(sums: Sequence[tuple[int, str]]) -> list[Document]:
    return [{"quantity": quantity, "title": what} for quantity, what in sums]
