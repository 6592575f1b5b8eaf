"""Holidays of shops, days with other hours, and the public holidays between them."""

from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Response

from catalog.domain.closures import special_ahead, still_ahead
from catalog.domain.rights import Actor, acting_as
from catalog.http import answers
from catalog.http.dependencies import Around, Caller, ExpectedVersion, Member, Slug
from catalog.http.shapes import ClosureShape, Shape, SpecialDayShape
from catalog.queries.shop_page import visible_shop
from catalog.store import shop_parts
from catalog.use_cases.closures import (
    ClosureForm,
    SpecialDayForm,
    add_closure,
    put_special_day,
    remove_closure,
    remove_special_day,
)
from catalog.use_cases.ports import Surroundings

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["closures"])
_AHEAD = timedelta(days=400)


class HolidayShape(Shape):
    day: date
    name: str


class CalendarShape(Shape):
    version: int
    closures: list[ClosureShape]
    special_days: list[SpecialDayShape]
    history: list[ClosureShape]
    """Those that are over, newest first; for the shop's people."""
    holidays: list[HolidayShape]
    """Of the Land, for a year ahead."""


_ANSWER: dict[int | str, dict[str, Any]] = {200: {"model": CalendarShape}}


@router.get("/closures", responses=_ANSWER)
async def get_closures(slug: Slug, actor: Caller, around: Around) -> Response:
    return await _calendar(slug, actor, around)


@router.post("/closures", status_code=201, responses={201: {"model": CalendarShape}})
async def post_closure(
    slug: Slug, form: ClosureForm, actor: Member, expected: ExpectedVersion, around: Around
) -> Response:
    """Closed on these days; what overlaps becomes one. It ends without anybody acting."""
    await add_closure(slug, form, actor, expected, around)
    return await _calendar(slug, actor, around, 201)


@router.delete("/closures/{first}", responses=_ANSWER)
async def delete_closure(slug: Slug, first: date, actor: Member, around: Around) -> Response:
    """Take it back, named by its first day; one that runs already ends yesterday."""
    await remove_closure(slug, first, actor, around)
    return await _calendar(slug, actor, around)


@router.put("/special-days/{day}", responses=_ANSWER)
async def put_day(
    slug: Slug, day: date, form: SpecialDayForm, actor: Member, around: Around
) -> Response:
    """Other hours on one date; without spans it is closed."""
    await put_special_day(slug, day, form, actor, around)
    return await _calendar(slug, actor, around)


@router.delete("/special-days/{day}", responses=_ANSWER)
async def delete_day(slug: Slug, day: date, actor: Member, around: Around) -> Response:
    await remove_special_day(slug, day, actor, around)
    return await _calendar(slug, actor, around)


async def _calendar(slug: str, actor: Actor, around: Surroundings, status: int = 200) -> Response:
    now, today = around.clock.now(), around.today()
    shop = await visible_shop(around.db, slug, actor, now)
    inside = acting_as(actor, shop, now) is not None
    over = [one for one in reversed(shop.closures) if one.last < today] if inside else []
    return answers.plain(
        {
            "version": shop.version,
            "closures": shop_parts.closures_said(still_ahead(shop.closures, today)),
            "special_days": [
                shop_parts.special_said(one) for one in special_ahead(shop.special_days, today)
            ],
            "history": shop_parts.closures_said(over),
            "holidays": [
                {"day": day, "name": name}
                for day, name in around.duties.named_holidays(today, today + _AHEAD)
            ],
        },
        status,
    )
