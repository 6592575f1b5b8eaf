"""The form in which a selling round is planned, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marketkit.clock import HERE

from gateway.pages.answers.times import Pickup, SellingRound
from gateway.pages.context import Context
from gateway.pages.forms import Errors, Form
from gateway.presenters.dates import read_moment

_EMPTY_ROWS, _MOST_ROWS = 2, 20
_TEXTS = ("name", "text", "opens_at", "closes_at")
_PLACE = ("id", "point_id", "name", "street", "postal_code", "place", "text")
_WHEN = ("start", "end")
Row = Mapping[str, str]
_NOTHING: Row = dict.fromkeys((*_PLACE, *_WHEN), "")


@dataclass(frozen=True, slots=True)
class Values:
    """What stands in the form, as text; moments as `2026-11-20T08:00` on the region's clocks."""

    texts: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(_TEXTS, ""))
    producers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By shop: the chosen products; none chosen: all of them."""
    rows: Sequence[Row] = (_NOTHING,) * _EMPTY_ROWS


def shown(found: SellingRound) -> Values:
    texts = {
        "name": found.name,
        "text": found.text,
        "opens_at": _local(found.opens_at),
        "closes_at": _local(found.closes_at),
    }
    producers = {each.shop.id: frozenset(each.products) for each in found.producers}
    return Values(texts, producers, _with_empty([_row(each) for each in found.pickups]))


def typed(form: Form) -> Values:
    rows = [
        {part: form.text(f"pickups-{index}-{part}") for part in (*_PLACE, *_WHEN)}
        for index in range(_MOST_ROWS)
    ]
    filled = [row for row in rows if any(row[part] for part in ("name", "place", "start"))]
    producers = {shop: frozenset(form.all(f"products-{shop}")) for shop in form.all("producers")}
    return Values({name: form.text(name) for name in _TEXTS}, producers, _with_empty(filled))


def body_of(here: Context, values: Values, errors: Errors) -> dict[str, Any]:
    """What is sent to the service; what is no moment is said in `errors`."""
    if not values.texts["name"]:
        errors.add("name", str(here.text("rounds.error.name")))
    return {
        "name": values.texts["name"],
        "text": values.texts["text"],
        "opens_at": _moment(here, values.texts["opens_at"], "opens_at", errors),
        "closes_at": _moment(here, values.texts["closes_at"], "closes_at", errors),
        "producers": [
            {"shop_id": shop, "products": sorted(products) or None}
            for shop, products in values.producers.items()
        ],
        "pickups": [
            _pickup(here, index, row, errors)
            for index, row in enumerate(values.rows)
            if any(row.values())
        ],
    }


def labels(here: Context, values: Values) -> dict[str, str]:
    found = {name: str(here.text(f"rounds.{name}")) for name in _TEXTS}
    found |= {"producers": str(here.text("rounds.producers"))}
    found |= {
        f"producers-{index}-shop_id": found["producers"] for index in range(len(values.producers))
    }
    found |= {
        f"producers-{index}-products": found["producers"] for index in range(len(values.producers))
    }
    found |= {"pickups": str(here.text("rounds.pickups"))}
    for index, _ in enumerate(values.rows):
        for part in (*_PLACE[1:], *_WHEN):
            number = str(here.text("rounds.pickup", n=index + 1))
            found[f"pickups-{index}-{part}"] = f"{number}, {here.text(f'rounds.pickup.{part}')}"
    return found


def _pickup(here: Context, index: int, row: Row, errors: Errors) -> dict[str, Any]:
    if not row["name"]:
        errors.add(f"pickups-{index}-name", str(here.text("rounds.error.place")))
    found: dict[str, Any] = {part: row[part] for part in _PLACE}
    found |= {"id": row["id"] or None, "point_id": row["point_id"] or None}
    return found | {
        part: _moment(here, row[part], f"pickups-{index}-{part}", errors) for part in _WHEN
    }


def _moment(here: Context, text: str, name: str, errors: Errors) -> str | None:
    at = read_moment(text)
    if at is None:
        errors.add(name, str(here.text("rounds.error.moment")))
        return None
    return at.isoformat()


def _local(at: datetime) -> str:
    return f"{at.astimezone(HERE):%Y-%m-%dT%H:%M}"


def _row(pickup: Pickup) -> Row:
    texts = {part: str(getattr(pickup, part)) for part in _PLACE}
    return texts | {"start": _local(pickup.start), "end": _local(pickup.end)}


def _with_empty(rows: Sequence[Row]) -> Sequence[Row]:
    return [*rows, *[_NOTHING] * _EMPTY_ROWS][:_MOST_ROWS]
