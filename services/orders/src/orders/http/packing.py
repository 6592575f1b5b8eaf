"""Packing and handing over: weights, and empties that come back."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import SignedIn
from pydantic import Field

from orders.domain.empties import MOST_EMPTIES, Counted
from orders.domain.shown import Document, money
from orders.domain.weighing import HEAVIEST, ToWeigh, Weights
from orders.http.answers import answer, counter_document
from orders.http.bodies import Body, Text
from orders.http.dependencies import Ctx
from orders.store import empties
from orders.use_cases.context import Context
from orders.use_cases.read_counter import read_shop_order
from orders.use_cases.take_empties import take_empties
from orders.use_cases.weigh import packing, weigh

router = APIRouter(prefix="/api/v1", tags=["shop orders"])
MOST_LINES = 100
MOST_PIECES = 999
Grams = Annotated[int, Field(ge=1, le=HEAVIEST)]


class WeightsBody(Body):
    """A weight for each piece of the line."""

    position: int = Field(ge=1, le=MOST_LINES)
    grams: list[Grams] = Field(min_length=1, max_length=MOST_PIECES)


class WeighBody(Body):
    lines: list[WeightsBody] = Field(min_length=1, max_length=MOST_LINES)

    def weights(self) -> list[Weights]:
        return [Weights(line.position, tuple(line.grams)) for line in self.lines]


class EmptiesBody(Body):
    """How many of the kind there are in all, those counted before included."""

    deposit_kind: Text = Field(min_length=1, max_length=60)
    quantity: int = Field(ge=0, le=MOST_EMPTIES)


class ReturnsBody(Body):
    lines: list[EmptiesBody] = Field(min_length=1, max_length=MOST_LINES)

    def counted(self) -> list[Counted]:
        return [Counted(line.deposit_kind, line.quantity) for line in self.lines]


@router.get("/shop-orders/{shop_order_id}/packing")
async def get_packing(shop_order_id: UUID, context: Ctx, principal: SignedIn) -> Response:
    """The order for who packs it: what is to be weighed, what has been, which empties came back."""
    return await _shown(context, shop_order_id, principal.id)


@router.post("/shop-orders/{shop_order_id}/weigh")
async def weigh_lines(
    shop_order_id: UUID, body: WeighBody, context: Ctx, principal: SignedIn
) -> Response:
    """Until it is ready weights may be said again; then they are fixed."""
    assert principal.id
    await weigh(context, shop_order_id, principal.id, body.weights())
    return await _shown(context, shop_order_id, principal.id)


@router.post("/shop-orders/{shop_order_id}/returns")
async def take_returns(
    shop_order_id: UUID, body: ReturnsBody, context: Ctx, principal: SignedIn
) -> Response:
    """While it is handed over. What the empties are worth beyond the order is paid in cash."""
    assert principal.id
    await take_empties(context, shop_order_id, principal.id, body.counted())
    return await _shown(context, shop_order_id, principal.id)


async def _shown(context: Context, shop_order_id: UUID, account_id: UUID | None) -> Response:
    assert account_id
    part = await read_shop_order(context, shop_order_id, account_id)
    pool = context.database.pool
    found = await packing(pool, shop_order_id)
    taken = await empties.of(pool, shop_order_id)
    weighing = [
        _line(position, line, found.known.get(position, ()))
        for position, line in found.lines.items()
    ]
    return answer(
        counter_document(part)
        | {
            "weighing": weighing,
            "weighed": found.is_complete,
            "empties": [_empties(row) for row in taken],
            "paid_out": money(sum(row["paid_out"] for row in taken)),
            "deposit_kinds": [
                {"key": each.key, "name": each.name, "amount": money(each.amount)}
                for each in context.deposits.values()
            ],
        }
    )


def _line(position: int, line: ToWeigh, grams: tuple[int, ...]) -> Document:
    fits = len(grams) == line.pieces
    return {
        "position": position,
        "title": line.line.title,
        "pieces": line.pieces,
        "per_kg": money(line.per_kg),
        "usual_grams": line.usual_grams,
        "max_grams": line.max_grams,
        "most": money(line.pieces * line.line.price),
        "grams": list(grams) if fits else None,
        "amounts": [money(line.price(each)) for each in grams] if fits else None,
        "total": money(line.total(grams)) if fits else None,
        "too_heavy": line.too_heavy(grams) if fits else [],
    }


def _empties(row: Mapping[str, Any]) -> Document:
    return {
        "deposit_kind": row["kind"],
        "quantity": row["quantity"],
        "credited": money(row["credited"]),
        "paid_out": money(row["paid_out"]),
    }
