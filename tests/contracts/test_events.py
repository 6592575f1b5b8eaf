"""Stored examples of every event version must still parse, for as long as one may be in a queue.

A missing example is written on the first run, so adding an event is one command and one commit.
"""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from marketkit.contracts import event_types, parse_event
from marketkit.contracts.catalog import AllergenState, Imprint, PromotionState

from marketkit import contracts

EXAMPLES = Path(__file__).parent / "examples"
A, B, C, D = (UUID(int=n) for n in range(1, 5))
THEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("event_type", sorted(event_types()))
def test_the_stored_example_still_parses(event_type: str) -> None:
    stored = (EXAMPLES / f"{event_type}.json").read_bytes()

    event = parse_event(event_type, stored)

    assert event.type == event_type
    assert isinstance(event.subject, UUID)
    assert json.loads(event.model_dump_json()) == json.loads(stored)


@pytest.mark.parametrize("event_type", sorted(event_types()))
def test_a_newer_publisher_may_add_fields(event_type: str) -> None:
    stored = json.loads((EXAMPLES / f"{event_type}.json").read_bytes())

    assert parse_event(event_type, json.dumps({**stored, "from_the_future": 1}).encode())


def test_staff_told_before_mandates_named_actions_still_parses() -> None:
    old = {"account_id": str(D), "role": "advisor"}
    told = {"version": 1, "shop_id": str(C), "shop_slug": "laden", "staff": [old]}

    event = parse_event("catalog.staff.changed.v1", json.dumps(told).encode())

    assert isinstance(event, contracts.StaffChanged)
    assert (event.staff[0].actions, event.staff[0].until) == (None, None)


def test_products_told_before_promotions_still_parse() -> None:
    stored = json.loads((EXAMPLES / "catalog.product.changed.v1.json").read_bytes())
    new = {"promotion", "content_count", "content_drained", "weighed"}
    for variant in stored["variants"]:
        variant["unit_price"].pop("kind")
        for name in new:
            variant.pop(name)
    stored.pop("confirmed_at")
    stored.pop("lead_days")

    event = parse_event("catalog.product.changed.v1", json.dumps(stored).encode())

    assert isinstance(event, contracts.ProductChanged)
    assert (event.confirmed_at, event.variants[0].promotion) == (None, None)


def test_no_example_is_left_over() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.json")} == set(event_types())


def examples() -> list[contracts.Event]:
    """What the files were written from."""
    order: Any = {"order_id": A, "number": "ZZ-26-00001", "occurred_at": THEN, "version": 1}
    shop_order: Any = {"shop_order_id": B, "order_id": A, "shop_id": C, "occurred_at": THEN}
    return [
        contracts.ShopChanged(
            shop_id=C, version=3, slug="baeckerei-morgenroth", name="Bäckerei Morgenroth",
            kind="bakery", tagline="Sauerteig seit 1921", story="Drei Öfen, ein Teig.",
            status="live", street="Rahnestraße 4", postal_code="06712", place="Zeitz", lat=51.05,
            lon=12.14, opening_hours="Mo-Fr 06:00-18:00; Sa 06:00-11:00", preparation_minutes=60,
            pickup_note="Hintereingang", phone="03441 000000", email="baeckerei@example.org",
            imprint=Imprint(
                legal_name="Morgenroth GbR", representative="M. Morgenroth"
            ),
            tax_mode="standard", picture="laden",
        ),
        contracts.LegalTextPublished(
            text_id=D, version=2, shop_id=C, kind="terms", title="Allgemeine Geschäftsbedingungen",
            text="# Vertrag\nWir verkaufen Brot.\n",
            digest="2c5f5f2b0e1d6f2f0a4d4d5bd2b0f1b9d6c2a9f3c1e4a7d8b5f6e3c2d1a0b9f8",
            valid_from=THEN,
        ),
        contracts.StaffChanged(
            shop_id=C, version=2, shop_slug="baeckerei-morgenroth",
            staff=(
                contracts.StaffMember(account_id=D, role="owner"),
                contracts.StaffMember(
                    account_id=A, role="advisor", actions=("orders", "stock"), until=THEN
                ),
            ),
        ),
        contracts.ProductChanged(
            product_id=B, version=5, shop_id=C, shop_slug="baeckerei-morgenroth",
            title="Roggenmischbrot", slug="roggenmischbrot", description="Drei Tage Sauerteig.",
            category="brot", category_path=("lebensmittel", "backwaren", "brot"),
            profile="food_loose", picture="brot", origin="Zeitz", labels=("vegan",),
            ingredients="Roggenmehl, Wasser, Salz",
            allergens=(AllergenState(key="gluten", state="contains", sub=("Roggen",)),),
            details={"legal_name": "Roggenmischbrot"}, temperature="ambient",
            withdrawal_class="2_perishable", published_at=THEN, confirmed_at=THEN,
            variants=(
                contracts.VariantState(
                    variant_id=A, sku="RMB-1", label="1 kg", price=480, vat_class="de_reduced",
                    promotion=PromotionState(reference=540, percent=11, until=THEN),
                    content_amount=Decimal(1), content_unit="kg",
                    unit_price=contracts.UnitPrice(amount=480, per="kg"),
                ),
            ),
        ),
        contracts.ProductWithdrawn(product_id=B, version=6, shop_id=C),
        contracts.StockCounted(variant_id=A, product_id=B, shop_id=C, version=1, on_hand=12),
        contracts.OrderPlaced(**order, shop_ids=(C,), total=960, payment="pickup"),
        contracts.OrderPaid(**order, total=960),
        contracts.OrderCancelled(**order, reason="changed my mind"),
        contracts.ShopOrderAccepted(**shop_order, version=2),
        contracts.ShopOrderDeclined(**shop_order, version=2, reason="ausverkauft"),
        contracts.ShopOrderReady(**shop_order, version=3),
        contracts.ShopOrderHandedOver(**shop_order, version=4, product_ids=(B,)),
        contracts.ShopOrderCancelled(**shop_order, version=3, reason="Ofen kaputt"),
        contracts.ShopOrderReduced(
            **shop_order, version=3, reduction_ids=(D,), amount=480, due=480
        ),
        contracts.RefundIssued(
            refund_id=D, order_id=A, shop_order_id=B, amount=480, occurred_at=THEN, version=1
        ),
        contracts.StockChanged(
            change_id=D,
            levels=(
                contracts.StockLevel(
                    variant_id=A, product_id=B, shop_id=C, version=9, available=11
                ),
            ),
        ),
        contracts.AccountErased(account_id=D, version=1),
        contracts.DemandObserved(
            demand_id=A, week="2026-W47", municipality="Zeitz", term="zwiebelkuchen", searches=9,
            searchers=4, zero_hits=9, version=2,
        ),
    ]  # fmt: skip


def write_missing() -> None:
    for event in examples():
        path = EXAMPLES / f"{event.type}.json"
        if not path.exists():
            path.write_text(json.dumps(json.loads(event.model_dump_json()), indent=2) + "\n")


if __name__ == "__main__":
    write_missing()
