"""Holidays and days with other hours: planned ahead, over without anybody doing anything."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from catalog.domain import audit
from catalog.domain.closures import (
    MOST_TEXT,
    Closure,
    SpecialDay,
    check_closure,
    check_special,
    with_closure,
    with_special,
    without_closure,
    without_special,
)
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop
from catalog.store import activity, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.texts import Form, Line
from catalog.use_cases.versions import check_version

Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Text = Annotated[Line, StringConstraints(max_length=MOST_TEXT)]


class ClosureForm(Form):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    text: Text = ""


class SpecialDayForm(Form):
    """No spans: closed on that day."""

    spans: Annotated[tuple[tuple[Clock, Clock], ...], Field(max_length=2)] = ()
    text: Text = ""


async def add_closure(
    slug: str, form: ClosureForm, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    """The same days again change nothing; overlapping ones become one."""
    new, today = Closure(form.first, form.last, form.text), around.today()
    check_closure(new, today)

    def change(shop: Shop) -> Shop:
        return replace(shop, closures=with_closure(shop.closures, new, today))

    await _change(slug, change, actor, expected, around, "shop.closure_added")


async def remove_closure(slug: str, first: date, actor: Actor, around: Surroundings) -> None:
    """Open again from today. Raises NoSuchClosureError when it is not there."""

    def change(shop: Shop) -> Shop:
        return replace(shop, closures=without_closure(shop.closures, first, around.today()))

    await _change(slug, change, actor, None, around, "shop.closure_removed")


async def put_special_day(
    slug: str, day: date, form: SpecialDayForm, actor: Actor, around: Surroundings
) -> None:
    spans = tuple((opens, closes) for opens, closes in form.spans)
    new = SpecialDay(day, spans, form.text)
    check_special(new, around.today())

    def change(shop: Shop) -> Shop:
        return replace(shop, special_days=with_special(shop.special_days, new))

    await _change(slug, change, actor, None, around, "shop.special_day_set")


async def remove_special_day(slug: str, day: date, actor: Actor, around: Surroundings) -> None:
    def change(shop: Shop) -> Shop:
        return replace(shop, special_days=without_special(shop.special_days, day))

    await _change(slug, change, actor, None, around, "shop.special_day_removed")


async def _change(
    slug: str, change: Callable[[Shop], Shop], actor: Actor, expected: int | None,
    around: Surroundings, action: str,
) -> None:  # fmt: skip
    async with around.db.session() as session:
        before = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, before, Action.PROFILE, around.clock.now())
        check_version(before.version, expected)
        shop = change(before)
        if shop == before:
            return
        shop = shop.changed(around.clock.now())
        await keep_shop(session, shop, around)
        activity.note(
            session, actor, shop.id, role=role, at=shop.updated_at, action=action,
            subject=shop.name, changes=audit.diff_shop(before, shop),
        )  # fmt: skip
