"""Stock in one tap, and the rows that show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.catalog import Product
from gateway.pages.answers.orders import Stock
from gateway.pages.forms import read
from gateway.pages.market import orders
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part
from gateway.pages.people import own_path
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go

_MOST = 99_999
_PER_ASK, _MOST_ASKS = 100, 10
_NAMED_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Row:
    variant_id: str
    title: str
    label: str
    count: int | None
    reserved: int
    on_order: bool


async def stock_of(
    ask: Caller, slug: str, variants: Sequence[str] | None = None
) -> dict[str, Stock] | None:
    """By variant, all or these; None while orders is down or has not heard of the shop yet."""
    if variants is not None:
        return await _stock_of_these(ask, slug, variants)
    counted: dict[str, Stock] = {}
    cursor: str | None = None
    for _page in range(_MOST_ASKS):
        asked = orders.stock(ask, slug, limit=_PER_ASK, cursor=cursor)
        found = await part(asked, may_be_missing=True)
        if found is None:
            return None
        counted |= {item.variant_id: item for item in found.items}
        if (cursor := found.next) is None:
            break
    return counted


async def _stock_of_these(
    ask: Caller, slug: str, variants: Sequence[str]
) -> dict[str, Stock] | None:
    counted: dict[str, Stock] = {}
    for start in range(0, len(variants), _NAMED_AT_ONCE):
        named = ",".join(variants[start : start + _NAMED_AT_ONCE])
        found = await part(orders.stock(ask, slug, variant_ids=named), may_be_missing=True)
        if found is None:
            return None
        counted |= {item.variant_id: item for item in found.items}
    return counted


def rows_of(products: Iterable[Product], stock: dict[str, Stock]) -> list[Row]:
    """One row per variant, named as the shop knows it."""
    return [
        Row(
            variant.id,
            f"{product.title}, {variant.label}" if variant.label else product.title,
            variant.label,
            counted.on_hand if (counted := stock.get(variant.id)) else None,
            counted.reserved if counted else 0,
            counted.on_order if counted else variant.on_order,
        )
        for product in products
        for variant in product.variants
    ]


async def count(request: Request) -> Response:
    """Set what is there. The button carries the number itself, so a second tap changes nothing."""
    form = await read(request)
    variant_id = str(request.path_params["variant"])
    back = own_path(form.text("weiter"))
    if form.text("on_order") == "true":
        body: dict[str, object] = {"on_order": True}
    else:
        number = form.number("on_hand")
        if number is None or not 0 <= number <= _MOST:
            raise PageProblem(400)
        body = {"on_hand": number}
    try:
        await orders.count_stock(caller(request), variant_id, body)
    except UpstreamProblem as refusal:
        if refusal.code != "below_reserved":
            raise
        return go(request, back, "below_reserved")
    return go(request, back, "counted")


ROUTES = [
    Route(
        "/theke/{slug:slug}/bestand/{variant:uuid}",
        needs(None, count),
        methods=["POST"],
    ),
]
