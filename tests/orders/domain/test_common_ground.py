"""Upper bounds, reductions, and places that are counted."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from orders.domain.cart import Offer
from orders.domain.reduction import Reduction, ReductionKind, due

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
ID = UUID(int=1)


def _offer(price: int, **facts: object) -> Offer:
    return Offer(
        variant_id=ID, product_id=ID, shop_id=ID, slug="s", title="Käse", label="", picture=None,
        price=price, deposit=0, vat_class="reduced", unit_price=None, withdrawn=False,
        on_order=False, available=1, facts=facts,
    )  # fmt: skip


def test_what_is_sold_by_the_piece_costs_its_price() -> None:
    assert _offer(480).most == 480


@pytest.mark.parametrize(("per_kg", "most", "cents"), [(2490, 360, 897), (2500, 1000, 2500)])
def test_what_is_weighed_costs_at_most_what_the_heaviest_piece_would(
    per_kg: int, most: int, cents: int
) -> None:
    weighed = {"per_kg": per_kg, "grams": 300, "max_grams": most}

    assert _offer(747, weighed=weighed).most == cents


def test_reductions_lower_what_is_due_to_the_cent() -> None:
    missing = Reduction(ID, ID, ReductionKind.MISSING, "a", NOW, goods=480, deposit=25)
    lighter = Reduction(ID, ID, ReductionKind.WEIGHED, "b", NOW, goods=1)

    assert due(1500, []) == 1500
    assert due(1500, [missing, lighter]) == 994
