"""Who may read papers: the buyer, the shop's people who answer for money, the operator."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from marketkit.clock import HERE

from orders.domain.errors import PaperNotFoundError, ShopNotFoundError
from orders.domain.paper_chain import year_of
from orders.store import access, paper_lists, paper_settings, paper_wanted, papers
from orders.store.paper_lists import Paper
from orders.store.paper_settings import PaperSettings
from orders.use_cases.context import Context
from orders.use_cases.issue_paper import issue_due
from orders.use_cases.read_order import check_buyer


async def shop_of_book_keeper(context: Context, slug: str, account_id: UUID) -> UUID:
    """The shop, if this person may see its money; packers may not, others' shops are not there."""
    pool = context.database.pool
    found = await access.shop_and_right(pool, slug, account_id, context.clock.now())
    if found is None or found[1] is None:
        raise ShopNotFoundError
    if found[1].role == "packer" or not found[1].allows("orders"):
        raise ShopNotFoundError
    return found[0]


async def papers_of_order(
    context: Context, order_id: UUID, account_id: UUID | None, token: str | None
) -> Sequence[Any]:
    await check_buyer(context, order_id, account_id, token)
    return await paper_lists.of_order(context.database.pool, order_id)


async def paper_of_order(
    context: Context, ids: tuple[UUID, UUID], account_id: UUID | None, token: str | None
) -> Paper:
    """`ids`: of the order and of the paper."""
    order_id, paper_id = ids
    await check_buyer(context, order_id, account_id, token)
    return await _one(context, paper_id, order_id=order_id)


async def paper_of_shop(context: Context, slug: str, paper_id: UUID, account_id: UUID) -> Paper:
    shop_id = await shop_of_book_keeper(context, slug, account_id)
    return await _one(context, paper_id, shop_id=shop_id)


async def any_paper(context: Context, paper_id: UUID) -> Paper:
    """For the operator."""
    return await _one(context, paper_id)


async def _one(
    context: Context, paper_id: UUID, *, order_id: UUID | None = None, shop_id: UUID | None = None
) -> Paper:
    found = await paper_lists.one(context.database.pool, paper_id)
    if found is None or (order_id or found.order_id) != found.order_id:
        raise PaperNotFoundError
    if (shop_id or found.shop_id) != found.shop_id:
        raise PaperNotFoundError
    return found


async def keep(context: Context, paper: Paper, file_format: str, content: bytes) -> bytes:
    """The file as it was first made: whoever asks later gets the same."""
    async with context.database.transaction() as tx:
        stamp = (hashlib.sha256(content).hexdigest(), context.clock.now())
        await papers.keep_file(tx, paper.id, file_format, content, stamp)
    kept = await papers.file(context.database.pool, paper.id, file_format)
    assert kept is not None
    return kept


async def kept(context: Context, paper: Paper, file_format: str) -> bytes | None:
    return await papers.file(context.database.pool, paper.id, file_format)


async def change_settings(
    context: Context, slug: str, account_id: UUID, new: PaperSettings
) -> UUID:
    """What waited for it is issued at once."""
    shop_id = await shop_of_book_keeper(context, slug, account_id)
    now = context.clock.now()
    async with context.database.transaction() as tx:
        await paper_settings.write(tx, shop_id, new, account_id, now)
        await paper_wanted.try_soon(tx, shop_id, now)
    await issue_due(context)
    return shop_id


async def try_again(context: Context, slug: str, account_id: UUID) -> UUID:
    """The shop has mended its imprint or a product and does not want to wait."""
    shop_id = await shop_of_book_keeper(context, slug, account_id)
    async with context.database.transaction() as tx:
        await paper_wanted.try_soon(tx, shop_id, context.clock.now())
    await issue_due(context)
    return shop_id


@dataclass(frozen=True, slots=True)
class Years:
    """What a shop has handed over this year and the year before, in cents."""

    year: int
    this: int
    before: int


async def turnover_of(context: Context, shop_id: UUID) -> Years:
    year, pool = year_of(context.clock.now()), context.database.pool
    first, second, third = (_new_year(each) for each in (year - 1, year, year + 1))
    return Years(
        year,
        this=await paper_settings.turnover(pool, shop_id, second, third),
        before=await paper_settings.turnover(pool, shop_id, first, second),
    )


def _new_year(year: int) -> datetime:
    return datetime.combine(datetime(year, 1, 1, tzinfo=HERE), time(), HERE)
