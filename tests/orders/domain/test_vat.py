"""VAT: the rate of a class on a day, and gross sums that lose no cent when they are divided."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from orders.domain.part_vat import due_of, spread
from orders.domain.vat import by_rate, net_of
from orders.region.vat import load_vat

from tests.orders.market import REGION

TABLE = load_vat(REGION)
RATES = st.sampled_from([0, 55, 70, 78, 160, 190])
CENTS = st.integers(0, 1_000_000)


def test_a_class_has_the_rate_of_its_day() -> None:
    assert TABLE.permille("de_standard", "standard", date(2020, 6, 30)) == 190
    assert TABLE.permille("de_standard", "standard", date(2020, 7, 1)) == 160
    assert TABLE.permille("de_reduced", "standard", date(2026, 11, 22)) == 70
    assert TABLE.permille("de_restaurant", "standard", date(2025, 12, 31)) == 190
    assert TABLE.permille("de_restaurant", "standard", date(2026, 1, 1)) == 70


def test_a_small_business_shows_no_tax_whatever_it_sells() -> None:
    assert TABLE.permille("de_standard", "small_19", date(2026, 1, 1)) == 0
    assert "§ 19" in TABLE.note("de_standard", "small_19")


def test_a_farmer_has_the_flat_rates_and_says_so() -> None:
    assert TABLE.permille("de_flat_agri", "farm_24", date(2026, 1, 1)) == 78
    assert TABLE.permille("de_flat_agri_drinks", "farm_24", date(2026, 1, 1)) == 190


def test_margin_goods_show_no_tax_and_name_the_scheme() -> None:
    assert TABLE.permille("de_margin", "standard", date(2026, 1, 1)) == 0
    assert TABLE.note("de_margin", "standard") == "Gebrauchtgegenstände/Sonderregelung"


def test_nobody_guesses_a_rate() -> None:
    assert TABLE.permille("de_flat_agri", "standard", date(2026, 1, 1)) is None
    assert TABLE.permille("no_such_class", "standard", date(2026, 1, 1)) is None
    assert TABLE.permille("de_flat_agri", "farm_24", date(2024, 1, 1)) is None


@given(st.lists(st.tuples(RATES, CENTS), max_size=30))
def test_shares_add_up_to_what_was_paid(amounts: list[tuple[int, int]]) -> None:
    shares = by_rate(amounts)

    assert sum(share.gross for share in shares) == sum(gross for _, gross in amounts)
    assert all(share.net + share.tax == share.gross for share in shares)
    # What is taken out again never differs from the rate by more than a cent.
    assert all(abs(share.net * share.permille - share.tax * 1000) <= 1000 for share in shares)


@given(st.integers(-1_000_000, 1_000_000), RATES)
def test_giving_back_mirrors_taking(gross: int, permille: int) -> None:
    assert net_of(-gross, permille) == -net_of(gross, permille)


@given(CENTS, st.dictionaries(RATES, CENTS, min_size=1).filter(lambda d: any(d.values())))
def test_what_follows_the_goods_is_spread_without_a_rest(
    amount: int, weights: dict[int, int]
) -> None:
    assert sum(part for _, part in spread(amount, weights)) == amount


@st.composite
def parts(draw: st.DrawFn) -> tuple[list[Any], list[int], list[Any], int]:
    """Lines with deposits, reductions of lines and of the whole, and a fee; never below zero."""
    lines: list[Any] = []
    rates: list[int] = []
    reductions: list[Any] = []
    for position in range(1, draw(st.integers(1, 6)) + 1):
        goods, deposit = draw(st.integers(1, 50_000)), draw(st.integers(0, 500))
        lines.append({"line_total": {"amount": goods}, "deposit_total": {"amount": deposit}})
        rates.append(draw(RATES))
        if draw(st.booleans()):
            off = {
                "goods": draw(st.integers(0, goods)),
                "deposit": draw(st.integers(0, deposit)),
                "quantity": 0,
                "details": None,
                "reason": "",
            }
            reductions.append({"position": position, "fee": 0, **off})
    fee = draw(st.integers(0, 2_000))
    if draw(st.booleans()):
        left = sum(each["line_total"]["amount"] for each in lines)
        left -= sum(each["goods"] for each in reductions)
        loose = {"goods": draw(st.integers(0, left)), "deposit": 0}
        reductions.append({"position": None, "fee": draw(st.integers(0, fee)), **loose})
    return lines, rates, reductions, fee


@given(parts())
def test_lines_fees_and_reductions_add_up_exactly(
    part: tuple[list[Any], list[int], list[Any], int],
) -> None:
    lines, rates, reductions, fee = part
    total = fee + sum(
        each["line_total"]["amount"] + each["deposit_total"]["amount"] for each in lines
    )
    less = sum(each["goods"] + each["deposit"] + each["fee"] for each in reductions)

    due = due_of(lines, rates, reductions, fee)

    assert due
    shares = by_rate(due.amounts())
    assert sum(share.gross for share in shares) == total - less
    assert {share.permille for share in shares} <= set(rates)


def test_one_line_without_a_rate_leaves_the_whole_unsaid() -> None:
    line: dict[str, Any] = {"line_total": {"amount": 100}, "deposit_total": None}

    assert due_of([line, line], [70, None], [], 0) is None
    assert due_of([line], [], [], 0) is None
