"""Sums in whole cents, obstacles in the order of their weight, codes that people can say."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from marketkit.clock import new_id
from orders.domain.cart import Line, Offer, Shop, totals
from orders.domain.codes import (
    guest_token,
    new_pickup_code,
    order_number,
    same_pickup_code,
    token_hash,
)

SHOP = Shop(new_id(), "laden", "Laden", "Zeitz", None, "live", "24/7", 0)
OFFER = Offer(
    variant_id=new_id(),
    product_id=new_id(),
    shop_id=SHOP.id,
    slug="brot",
    title="Brot",
    label="",
    picture=None,
    price=480,
    deposit=0,
    vat_class="reduced",
    unit_price=None,
    withdrawn=False,
    on_order=False,
    available=5,
)


def a_line(offer: Offer = OFFER, quantity: int = 1, price_seen: int = 480) -> Line:
    return Line(offer, SHOP, quantity, price_seen)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 500), st.integers(1, 999))))
def test_every_cent_is_counted_once(rows: list[tuple[int, int, int]]) -> None:
    lines = [a_line(replace(OFFER, price=p, deposit=d), quantity=q) for p, d, q in rows]

    sums = totals(lines)

    assert sums.total == sum(q * (p + d) for p, d, q in rows)
    assert sums.deposit == sum(q * d for _, d, q in rows)


def test_the_heaviest_obstacle_is_named_first() -> None:
    def code(line: Line) -> str | None:
        problem = line.problem()
        return problem.code if problem else None

    gone = replace(OFFER, withdrawn=True, available=0, price=500)
    assert code(a_line(gone)) == "withdrawn"
    assert code(Line(OFFER, replace(SHOP, status="paused"), 9, 1)) == "shop_paused"
    assert code(a_line(replace(OFFER, price=500), quantity=6)) == "sold_out"
    assert code(a_line(replace(OFFER, price=500))) == "price_changed"
    assert code(a_line(quantity=5)) is None
    assert code(a_line(replace(OFFER, available=None), quantity=900)) is None


def test_a_changed_price_says_before_and_after() -> None:
    problem = a_line(replace(OFFER, price=500)).problem()

    assert problem is not None
    assert problem.details["before"]["amount"] == 480
    assert problem.details["after"]["amount"] == 500


def test_order_numbers_take_the_year_of_the_region() -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert order_number("ZZ", new_year, 42) == "ZZ-2027-000042"


def test_pickup_codes_are_six_digits_and_forgive_spaces() -> None:
    code = new_pickup_code()

    assert len(code) == 6
    assert code.isdigit()
    assert same_pickup_code(code, f" {code[:3]} {code[3:]} ")
    assert not same_pickup_code("123456", "123457")
    assert not same_pickup_code("123456", "")


def test_a_guest_token_can_be_told_again_but_not_guessed() -> None:
    order = UUID(int=7)

    assert guest_token(b"a", order) == guest_token(b"a", order)
    assert guest_token(b"a", order) != guest_token(b"b", order)
    assert token_hash("x") != token_hash("y")
