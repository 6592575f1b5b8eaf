"""Where each shop of a cart hands over and how far it brings (§ 312j Abs. 1 BGB): said before
anybody begins to order."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.clients import UpstreamProblem
from gateway.pages.answers.ways import ShopWays
from gateway.pages.market import ways
from gateway.pages.market.caller import Caller
from gateway.pages.parts import part


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one shop, for what lies in the cart."""

    name: str
    at_the_shop: bool
    places: tuple[str, ...]
    """Where else it can be collected."""
    codes: tuple[str, ...]
    """Postal codes it is brought to; none: it is not brought."""


async def reach_of(ask: Caller, cart_id: str) -> Sequence[Reach]:
    """Nothing while nobody answers: the checkout says it again."""
    try:
        found = await part(ways.ways(ask, cart_id), may_be_missing=True)
    except UpstreamProblem:
        return ()
    return [_reach(shop) for shop in found.shops] if found else ()


def _reach(shop: ShopWays) -> Reach:
    points = [way.where.name for way in shop.ways if way.way == "point" and way.slots]
    codes = {code for way in shop.ways if way.way == "delivery" for code in way.postal_codes}
    return Reach(
        shop.name,
        any(way.way == "shop" for way in shop.ways),
        tuple(dict.fromkeys(points)),
        tuple(sorted(codes)),
    )
