"""The sums of papers: lines, rates and corrections add up exactly, whatever they are."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from orders.domain.buyer import is_leitweg_id
from orders.domain.credit import credit_lines, left_of
from orders.domain.paper_lines import LineKind, PaperLine, sold_lines, stated, with_nets
from orders.domain.vat import by_rate

RATES = st.sampled_from([0, 55, 70, 78, 190])
LINES = st.lists(
    st.builds(
        PaperLine,
        kind=st.just(LineKind.GOODS),
        title=st.just("Brot"),
        quantity=st.integers(1, 99),
        gross=st.integers(-500, 100_000),
        permille=RATES,
    ),
    min_size=1,
    max_size=20,
)


@given(LINES)
def test_net_lines_sum_to_the_net_of_their_rate(lines: list[PaperLine]) -> None:
    found = with_nets(lines)

    assert stated(found) == by_rate((line.permille, line.gross) for line in lines)
    # No line is off by more than the rounding of all lines together.
    assert [line.gross for line in found] == [line.gross for line in lines]


@st.composite
def sold(draw: st.DrawFn) -> tuple[list[Any], list[int], list[Any], int]:
    lines: list[Any] = []
    rates: list[int] = []
    off: list[Any] = []
    for position in range(1, draw(st.integers(1, 5)) + 1):
        goods, deposit = draw(st.integers(0, 20_000)), draw(st.integers(0, 300))
        quantity = draw(st.integers(1, 9))
        lines.append(
            {"title": "Brot", "label": "", "quantity": quantity, "line_total": {"amount": goods},
             "deposit_total": {"amount": deposit}}
        )  # fmt: skip
        rates.append(draw(RATES))
        off.append(
            {"kind": draw(st.sampled_from(["missing", "weighed", "allowance"])),
             "position": position, "quantity": draw(st.integers(0, quantity)),
             "goods": draw(st.integers(0, goods)), "deposit": draw(st.integers(0, deposit)),
             "fee": 0, "reason": "", "details": None}
        )  # fmt: skip
    fee = draw(st.integers(0, 900))
    off.append(
        {"kind": "deposit_return", "position": None, "quantity": 0, "goods": 0, "fee": 0,
         "deposit": draw(st.integers(0, 500)), "reason": "", "details": None}
    )  # fmt: skip
    return lines, rates, off, fee


NOTHING_LEFT_BUT_EMPTIES: Any = (
    [{"title": "Brot", "label": "", "quantity": 1, "line_total": {"amount": 0},
      "deposit_total": {"amount": 0}}],
    [70],
    [{"kind": "missing", "position": 1, "quantity": 1, "goods": 0, "deposit": 0, "fee": 0,
      "reason": "", "details": None},
     {"kind": "deposit_return", "position": None, "quantity": 0, "goods": 0, "deposit": 8,
      "fee": 0, "reason": "", "details": None}],
    0,
)  # fmt: skip


@given(sold())
@example(NOTHING_LEFT_BUT_EMPTIES)
def test_an_invoice_says_what_is_due_to_the_cent(
    part: tuple[list[Any], list[int], list[Any], int],
) -> None:
    lines, rates, off, fee = part
    total = fee + sum(each["line_total"]["amount"] + each["deposit_total"]["amount"]
                      for each in lines)  # fmt: skip
    less = sum(each["goods"] + each["deposit"] for each in off)

    found = sold_lines(lines, rates, off, fee)

    assert found is not None
    assert sum(line.gross for line in found) == total - less
    for share in stated(found):
        assert share.net + share.tax == share.gross
        assert abs(share.net * share.permille - share.tax * 1000) <= 1000
    # What lowers the sum is minus one piece; nothing ever has a negative price.
    assert all((line.gross >= 0) == (line.quantity > 0) for line in found)


@given(
    st.dictionaries(RATES, st.integers(1, 50_000), min_size=1),
    st.lists(st.tuples(st.integers(0, 30_000), st.dictionaries(RATES, st.integers(-50, 9_000))),
             max_size=6),
)  # fmt: skip
def test_corrections_never_take_more_than_stands_and_end_at_zero(
    gross: dict[int, int], steps: list[tuple[int, dict[int, int]]]
) -> None:
    invoice = {"vat": _vat(with_nets([_line(rate, sum_) for rate, sum_ in gross.items()]))}
    corrections: list[Any] = []
    everything = sum(gross.values())
    for amount, goes in [*steps, (everything, {})]:
        before = sum(left_of(invoice, corrections).values())
        lines = credit_lines(invoice, corrections, amount, title="", goes=goes)
        assert sum(line.gross for line in lines) == min(amount, before)
        corrections.append({"vat": _vat(lines)})
        assert all(gross >= 0 for gross in left_of(invoice, corrections).values())

    assert set(left_of(invoice, corrections).values()) == {0}
    for rate in gross:
        nets = [s["net"] for each in corrections for s in each["vat"] if s["permille"] == rate]
        assert sum(nets) == next(s["net"] for s in invoice["vat"] if s["permille"] == rate)


def _line(rate: int, gross: int) -> PaperLine:
    return PaperLine(LineKind.GOODS, "", 1, gross, rate)


def _vat(lines: list[PaperLine]) -> list[dict[str, int]]:
    return [
        {"permille": share.permille, "gross": share.gross, "net": share.net}
        for share in stated(lines)
    ]


def test_a_leitweg_id_has_check_digits() -> None:
    assert is_leitweg_id("04011000-1234512345-06")
    assert not is_leitweg_id("04011000-1234512345-07")
    assert not is_leitweg_id("Bestellung 42")
