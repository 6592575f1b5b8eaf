"""How a shop takes orders: said by its people, and its times as everybody may see them."""

from datetime import time
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.service import SignedIn
from pydantic import Field

from orders.domain.errors import ShopNotFoundError
from orders.domain.rules import (
    MOST_WINDOWS,
    NO_RULES,
    Document,
    Rules,
    delivery_window_from,
    rules_from,
    window_from,
)
from orders.http.answers import answer
from orders.http.bodies import Body, Text
from orders.http.dependencies import Ctx, IfMatch, Slug
from orders.http.slot_answers import slots_document
from orders.store import carts, shop_rules
from orders.store.around import around_shops
from orders.use_cases.context import Context
from orders.use_cases.set_rules import set_rules, shop_of

router = APIRouter(prefix="/api/v1", tags=["ordering rules"])
Day = Literal["mo", "tu", "we", "th", "fr", "sa", "su"]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class WindowBody(Body):
    """Every week: ordered until then, collected there."""

    until_day: Day
    until: Clock
    collect_day: Day
    begin: Clock
    end: Clock
    label: Text = Field(default="", max_length=80)
    on_holidays: bool = False


class DeliveryWindowBody(Body):
    """When the shop's own round rings at doors."""

    begin: Clock
    end: Clock


class RulesBody(Body):
    """All of it at once: what is left out holds no more."""

    minimum: int = Field(default=0, ge=0, le=10_000_000)
    """In cents of goods."""
    per_window: int | None = Field(default=None, ge=0, le=1_000_000)
    days_ahead: int = Field(default=NO_RULES.days_ahead, ge=0, le=1000)
    cutoff: Clock | None = None
    windows: list[WindowBody] = Field(default_factory=list, max_length=MOST_WINDOWS)
    also_in_hours: bool = False
    accept_within_minutes: int = Field(default=NO_RULES.accept_within_minutes, ge=0, le=100_000)
    """How long its people may take to answer an order, in hours in which the shop is open."""
    in_rounds: bool = False
    only_in_rounds: bool = False
    round_products: list[UUID] = Field(default_factory=list, max_length=500)
    delivery_window: DeliveryWindowBody | None = None
    """Left out: from 16 to 19 o'clock."""

    def rules(self) -> Rules:
        return Rules(
            minimum=self.minimum,
            per_window=self.per_window,
            days_ahead=self.days_ahead,
            cutoff=time.fromisoformat(self.cutoff) if self.cutoff else None,
            windows=tuple(window_from(window.model_dump()) for window in self.windows),
            also_in_hours=self.also_in_hours,
            accept_within_minutes=self.accept_within_minutes,
            in_rounds=self.in_rounds,
            only_in_rounds=self.only_in_rounds,
            round_products=frozenset(self.round_products),
            delivery_window=delivery_window_from(
                self.delivery_window.model_dump() if self.delivery_window else None
            ),
        )


@router.get("/shops/{slug}/ordering-rules")
async def get_rules(slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """What the shop has said, and what it had said before that."""
    assert principal.id
    shop_id = await shop_of(context, slug, principal.id)
    found = await shop_rules.shop_by_slug(context.database.pool, slug)
    assert found
    return await _answered(context, shop_id, rules_from(found.rules))


@router.put("/shops/{slug}/ordering-rules")
async def put_rules(
    slug: Slug, body: RulesBody, context: Ctx, principal: SignedIn, expected: IfMatch
) -> Response:
    """Holds from the next click on; with If-Match only if nobody else said otherwise meanwhile."""
    assert principal.id
    rules = await set_rules(context, slug, principal.id, body.rules(), expected)
    return await _answered(context, await shop_of(context, slug, principal.id), rules)


@router.get("/shops/{slug}/pickup-times")
async def get_times(slug: Slug, context: Ctx, product_id: UUID | None = None) -> Response:
    """When one could collect there, before anything lies in a cart; and from how much it sells.

    With `product_id` as if that lay in it: what is made to order takes its days.
    """
    pool, now = context.database.pool, context.clock.now()
    shop = await shop_rules.shop_by_slug(pool, slug)
    if shop is None or shop.status == "draft":
        raise ShopNotFoundError
    rules = rules_from(shop.rules)
    near = await around_shops(pool, [shop], now)
    lines = await carts.lines_of_product(pool, shop.id, product_id) if product_id else ()
    words: Document = {
        "minimum": {"amount": rules.minimum, "currency": "EUR"} if rules.minimum else None,
        "only_in_rounds": rules.only_in_rounds,
    }
    return answer(slots_document(shop, lines, now, near) | words)


async def _answered(context: Context, shop_id: UUID, rules: Rules) -> Response:
    before = await shop_rules.before(context.database.pool, shop_id, rules.version - 1)
    previous = before or NO_RULES.document() if rules.version else None
    response = answer(rules.document() | {"previous": previous})
    response.headers["etag"] = f'"{rules.version}"'
    return response
