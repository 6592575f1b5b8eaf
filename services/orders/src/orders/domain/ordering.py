"""What stands in the way of ordering from a shop as a whole, said at once and in every cart."""

from collections.abc import Sequence
from datetime import datetime

from orders.domain.cart import Line, Problem, Shop
from orders.domain.german_days import euros
from orders.domain.pickup_times import NOTHING_AROUND, Around
from orders.domain.rounds import covering
from orders.domain.rules import Rules, rules_from
from orders.domain.why_no_time import no_round


def problems(
    shop: Shop, lines: Sequence[Line], now: datetime, around: Around = NOTHING_AROUND
) -> list[Problem]:
    """`details` name the shop, and the variant where one product is meant."""
    if not shop.rules:
        return []
    rules = rules_from(shop.rules)
    found = _out_of_round(shop, rules, lines, now, around)
    below = _below_minimum(shop, rules, lines)
    return [*found, below] if below else found


def _below_minimum(shop: Shop, rules: Rules, lines: Sequence[Line]) -> Problem | None:
    """What one would like to see on the scales counts: weighed goods as they are estimated."""
    goods = sum(line.offer.price * line.quantity for line in lines)
    if goods >= rules.minimum:
        return None
    message = (
        f"{shop.name} nimmt Bestellungen ab {euros(rules.minimum)} Warenwert an. "
        f"Es fehlen noch {euros(rules.minimum - goods)}."
    )
    details = {
        "shop_id": shop.id,
        "minimum": {"amount": rules.minimum, "currency": "EUR"},
        "missing": {"amount": rules.minimum - goods, "currency": "EUR"},
    }
    return Problem("below_minimum", message, details)


def _out_of_round(
    shop: Shop, rules: Rules, lines: Sequence[Line], now: datetime, around: Around
) -> list[Problem]:
    """Goods sold in rounds only, while no round sells them, or no one round all of them."""
    needing = [line for line in lines if rules.needs_round(line.offer.product_id)]
    rounds = around.rounds if rules.in_rounds else ()
    found = [
        Problem(
            "not_in_round",
            no_round(rounds, shop.id, now, f"„{line.offer.title}“"),
            {"shop_id": shop.id, "variant_id": line.offer.variant_id},
        )
        for line in needing
        if not covering(rounds, shop.id, [line.offer.product_id], now)
    ]
    products = [line.offer.product_id for line in needing]
    if found or not needing or covering(rounds, shop.id, products, now):
        return found
    message = f"Diese Waren von {shop.name} gehören zu verschiedenen Verkaufsrunden."
    return [Problem("different_rounds", message, {"shop_id": shop.id})]
