"""Commission rules for the operator: today's, announced ones, a preview, and their history."""

from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Response
from marketkit.pickup.windows import day_of
from pydantic import Field

from orders.domain.commission import Rule, hidden_behind
from orders.domain.shown import Document, money
from orders.http.answers import answer, local
from orders.http.bodies import Body, Optional, Text
from orders.http.dependencies import (
    Ctx,
    Cursor,
    Limit,
    Operator,
    cursor_from,
    cursor_parts,
    uuid_from,
)
from orders.store import commission_rules
from orders.store.commission_preview import ShopPreview
from orders.use_cases.change_commission import (
    MOST_RULES,
    NOTICE,
    Wanted,
    change_table,
    preview,
    read_table,
)
from orders.use_cases.context import Context

router = APIRouter(prefix="/api/v1/operations/commission", tags=["operations"])


class RuleBody(Body):
    """The first that fits a line counts; what is left out does not narrow."""

    name: Text = Field(min_length=2, max_length=80)
    permille: int = Field(ge=0, le=500)
    """Of the net price of the goods."""
    fixed: int = Field(default=0, ge=0, le=10_000)
    """Cents for a shop order, without VAT."""
    category: Annotated[str | None, Optional] = Field(default=None, max_length=80)
    shop_id: Annotated[UUID | None, Optional] = None
    way: Annotated[str | None, Optional] = Field(default=None, max_length=20)

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump())


class RulesBody(Body):
    rules: list[RuleBody] = Field(max_length=MOST_RULES)

    def wanted(self) -> list[Wanted]:
        return [rule.wanted() for rule in self.rules]


class TableBody(RulesBody):
    valid_from: date


@router.get("")
async def get_table(context: Ctx, _: Operator) -> Response:
    """Rules of today and announced ones, in their order, with those that never count marked."""
    table = await read_table(context)
    today = day_of(context.clock.now())
    document = {
        "today": await _rules(context, table.today),
        "announced_from": table.announced_from,
        "announced": await _rules(context, table.announced) if table.announced_from else None,
        "vat_permille": context.commission.vat_permille,
        "categories": [
            {"key": key, "name": name} for key, name in context.commission.tree.names.items()
        ],
        "notice_until": today + NOTICE,
    }
    return answer(document)


@router.put("")
async def put_table(body: TableBody, context: Ctx, principal: Operator) -> Response:
    """These rules hold from that day on; what is sold before, and was sold, keeps its own."""
    await change_table(context, body.wanted(), body.valid_from, principal.id)
    short = body.valid_from < day_of(context.clock.now()) + NOTICE
    return answer({"valid_from": body.valid_from, "short_notice": short})


@router.post("/preview")
async def post_preview(body: RulesBody, context: Ctx, _: Operator) -> Response:
    """What these rules would have cost each shop in the last thirty days; nothing is changed."""
    shops = await preview(context, body.wanted())
    rules = [
        Rule(
            id=UUID(int=place),
            position=place,
            name=rule.name,
            permille=rule.permille,
            fixed=rule.fixed,
            valid_from=day_of(context.clock.now()) + timedelta(days=1),
            category=rule.category,
            shop_id=rule.shop_id,
            way=rule.way,
        )
        for place, rule in enumerate(body.rules)
    ]
    return answer(
        {"rules": await _rules(context, rules), "shops": [_preview(shop) for shop in shops]}
    )


@router.get("/history")
async def get_history(
    context: Ctx, _: Operator, *, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Every rule there ever was, the latest first."""
    before = uuid_from(cursor_parts(cursor, 1)[0]) if cursor else None
    rows = await commission_rules.history(context.database.pool, before, limit + 1)
    following = str(rows[limit - 1]["id"]) if len(rows) > limit else None
    document = {
        "items": [_past(context, row) for row in rows[:limit]],
        "next": cursor_from(following) if following else None,
    }
    return answer(document)


async def _rules(context: Context, rules: Any) -> list[Document]:
    hidden = hidden_behind(rules, context.commission.tree)
    ids = [rule.shop_id for rule in rules if rule.shop_id]
    shops = await commission_rules.shop_names(context.database.pool, ids)
    return [
        {
            "id": rule.id,
            "name": rule.name,
            "permille": rule.permille,
            "fixed": money(rule.fixed),
            "category": rule.category,
            "shop": shops.get(rule.shop_id) if rule.shop_id else None,
            "way": rule.way,
            "valid_from": rule.valid_from,
            "valid_until": rule.valid_until,
            "fits_everything": rule.fits_everything,
            "never_counts": rule.id in hidden,
        }
        for rule in rules
    ]


def _preview(shop: ShopPreview) -> Document:
    return {
        "slug": shop.slug,
        "name": shop.name,
        "sales": shop.sales,
        "turnover": money(shop.turnover),
        "agreed": money(shop.agreed),
        "wanted": money(shop.wanted),
    }


def _past(context: Context, row: Any) -> Document:
    return {
        "id": row["id"],
        "name": row["name"],
        "permille": row["permille"],
        "fixed": money(row["fixed"]),
        "category": context.commission.tree.names.get(row["category"] or "", row["category"]),
        "shop_id": row["shop_id"],
        "way": row["way"],
        "valid_from": row["valid_from"],
        "valid_until": row["valid_until"],
        "made_at": local(row["created_at"]),
        "ended_at": local(row["ended_at"]) if row["ended_at"] else None,
        "never_held": row["ended_at"] is not None and row["valid_until"] is None,
    }
