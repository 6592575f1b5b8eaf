"""The operator changes what shops pay: from a day on, as a whole, never for what is sold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from marketkit.clock import new_id
from marketkit.errors import FieldError
from marketkit.pickup.windows import day_of

from orders.domain.commission import Rule, Tariff
from orders.domain.fulfilment import Way
from orders.domain.money_errors import RuleRefusedError
from orders.store import commission_preview, commission_rules
from orders.store.commission_preview import ShopPreview
from orders.use_cases.context import Context

NOTICE: Final = timedelta(days=15)
"""What shops must be given to read changed terms (Art. 3 (2) P2B Regulation)."""
MOST_RULES: Final = 50
LOOKED_BACK: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One rule as the operator says it; its place in the list is its rank."""

    name: str
    permille: int
    fixed: int
    category: str | None = None
    shop_id: UUID | None = None
    way: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of today, and those that are announced."""

    today: Sequence[Rule]
    announced: Sequence[Rule]
    announced_from: date | None


async def read_table(context: Context) -> Table:
    day = day_of(context.clock.now())
    rules = await commission_rules.not_over(context.database.pool, day)
    coming = [rule for rule in rules if rule.valid_from > day]
    ends = [rule.valid_until for rule in rules if rule.valid_from <= day and rule.valid_until]
    begin = min(
        [rule.valid_from for rule in coming] + [end + timedelta(days=1) for end in ends],
        default=None,
    )
    return Table([rule for rule in rules if rule.holds_on(day)], coming, begin)


async def change_table(
    context: Context, wanted: Sequence[Wanted], begin: date, account_id: UUID | None
) -> None:
    """These rules and no others hold from `begin` on; what was announced before is taken back.

    Saying the same twice leaves the same table. Raises RuleRefusedError.
    """
    today = day_of(context.clock.now())
    await _check(context, wanted, begin, today)
    async with context.database.transaction() as tx:
        await commission_rules.lock(tx)
        for rule in await commission_rules.not_over(tx, today):
            if rule.valid_from > today:
                await commission_rules.take_back(tx, rule.id, today, account_id)
            else:
                await commission_rules.end(tx, rule.id, begin - timedelta(days=1), account_id)
        for rule in _rules(wanted, begin):
            await commission_rules.add(tx, rule, account_id)
    context.commission.forget()


async def preview(context: Context, wanted: Sequence[Wanted]) -> list[ShopPreview]:
    """What these rules would have cost for the sales of the last days, beside what was agreed."""
    now = context.clock.now()
    await _check(context, wanted, day_of(now) + timedelta(days=1), day_of(now))
    rules = _rules(wanted, day_of(now))
    tariff = Tariff(rules, context.commission.tree, context.commission.vat_permille)
    return await commission_preview.sales_under(context.database.pool, tariff, now - LOOKED_BACK)


def _rules(wanted: Sequence[Wanted], begin: date) -> list[Rule]:
    return [
        Rule(
            id=new_id(),
            position=position,
            name=each.name,
            permille=each.permille,
            fixed=each.fixed,
            valid_from=begin,
            category=each.category,
            shop_id=each.shop_id,
            way=each.way,
        )
        for position, each in enumerate(wanted, 1)
    ]


async def _check(context: Context, wanted: Sequence[Wanted], begin: date, today: date) -> None:
    """What nobody knows is refused, never read as fitting everything."""
    errors = []
    if begin <= today:
        errors.append(FieldError("valid_from", "Neue Regeln gelten frühestens ab morgen."))
    if len(wanted) > MOST_RULES:
        errors.append(FieldError("rules", f"Mehr als {MOST_RULES} Regeln liest niemand."))
    shops = {each.shop_id for each in wanted if each.shop_id}
    known = await commission_rules.shop_names(context.database.pool, list(shops))
    for place, each in enumerate(wanted):
        if each.category is not None and each.category not in context.commission.tree:
            errors.append(_error(place, "category", "Diese Kategorie gibt es nicht."))
        if each.shop_id is not None and each.shop_id not in known:
            errors.append(_error(place, "shop_id", "Diesen Laden gibt es nicht."))
        if each.way is not None and each.way not in set(Way):
            errors.append(_error(place, "way", "Diesen Weg gibt es nicht."))
    if errors:
        raise RuleRefusedError(errors=errors)


def _error(place: int, name: str, message: str) -> FieldError:
    return FieldError(f"rules[{place}].{name}", message)


def of_shop(rules: Sequence[Rule], shop_id: UUID) -> list[Rule]:
    """Those that can ever fit something this shop sells."""
    return [rule for rule in rules if rule.shop_id in {None, shop_id}]
