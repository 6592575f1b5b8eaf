"""A shop says how it takes orders."""

from dataclasses import replace
from uuid import UUID

from marketkit.errors import InvalidError, PreconditionError

from orders.domain.checked_rules import wrong_with
from orders.domain.errors import ShopNotFoundError
from orders.domain.rules import Rules
from orders.store import access, shop_rules
from orders.use_cases.context import Context

MAY_SAY = frozenset({"owner", "staff", "advisor"})


async def set_rules(
    context: Context, slug: str, account_id: UUID, wanted: Rules, expected: int | None
) -> Rules:
    """What holds from now on. Said twice it holds once; `expected` is the version that was read.

    Raises `InvalidError` by field, `PreconditionError` when somebody else was faster.
    """
    if errors := wrong_with(wanted):
        raise InvalidError(errors=errors)
    now = context.clock.now()
    shop_id = await shop_of(context, slug, account_id)
    async with context.database.transaction() as tx:
        before = await shop_rules.lock(tx, shop_id)
        if replace(wanted, version=before.version) == before:
            return before
        if expected is not None and expected != before.version:
            raise PreconditionError(version=before.version, current_version=before.version)
        after = replace(wanted, version=before.version + 1)
        await shop_rules.save(tx, shop_id, after, account_id, now)
        if after.per_window is not None and before.per_window is None:
            await shop_rules.count_what_is_ordered(tx, shop_id, now)
        return after


async def shop_of(context: Context, slug: str, account_id: UUID) -> UUID:
    """The shop, if this person may say so there; to all others its counter does not exist."""
    found = await access.shop_and_right(
        context.database.pool, slug, account_id, context.clock.now()
    )
    right = found[1] if found else None
    if found is None or right is None or right.role not in MAY_SAY or not right.allows("orders"):
        raise ShopNotFoundError
    return found[0]
