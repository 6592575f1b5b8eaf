"""What a shop's people, and the operator, may read of a shop's money."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from marketkit.auth import Principal
from marketkit.clock import HERE

from orders import queries_money
from orders.domain.errors import ShopNotFoundError
from orders.queries_money import Span, Statement
from orders.store import access
from orders.use_cases.context import Context
from orders.use_cases.payout_ports import Applicant

MOST_LINES = 20_000
"""Of a statement on paper; a month with more is read as pages."""
_SHOP = "SELECT shop_id, slug, name, email FROM shop_copy WHERE slug = $1 ORDER BY version DESC"


@dataclass(frozen=True, slots=True)
class SeenShop:
    """The shop, and whether this person speaks for it."""

    applicant: Applicant
    is_owner: bool

    @property
    def id(self) -> UUID:
        return self.applicant.shop_id


async def seen_shop(context: Context, slug: str, principal: Principal) -> SeenShop:
    """For owner, staff and operator; to packers, advisors and all others it does not exist."""
    pool = context.database.pool
    if principal.id is None:
        raise ShopNotFoundError
    found = await access.shop_and_right(pool, slug, principal.id, context.clock.now())
    role = found[1].role if found and found[1] else None
    if role not in {"owner", "staff"} and not principal.has("operator"):
        raise ShopNotFoundError
    row = await pool.fetchrow(_SHOP, slug)
    if row is None:
        raise ShopNotFoundError
    return SeenShop(Applicant(**row), role == "owner")


def span_of(month: date) -> Span:
    """A calendar month in the region's own time."""
    begin = datetime(month.year, month.month, 1, tzinfo=HERE)
    years, after = divmod(month.month, 12)
    return Span(begin, datetime(month.year + years, after + 1, 1, tzinfo=HERE))


async def whole_statement(context: Context, shop: Applicant, month: date) -> Statement:
    pool, span = context.database.pool, span_of(month)
    lines = await queries_money.statement(pool, shop.shop_id, span, None, MOST_LINES)
    opening = await queries_money.opening(pool, shop.shop_id, span.begin)
    closing = lines[-1].balance if lines else opening
    return Statement(shop.name, month, opening, closing, lines)
