"""Numbers as people write them are read as they meant them, or not at all."""

from decimal import Decimal

import pytest
from catalog.domain.imports.numbers import NoNumberError, amount_of, cents_of, text_of, whole_of
from hypothesis import given
from hypothesis import strategies as st

CENTS = st.integers(min_value=0, max_value=10**9)


def _grouped(euros: int, sign: str) -> str:
    return f"{euros:,}".replace(",", sign)


@given(CENTS, st.sampled_from(["", " €", "€", " EUR", "\u00a0€", " Euro"]))
def test_prices_come_back_however_they_are_written(cents: int, currency: str) -> None:
    euros, rest = divmod(cents, 100)
    for text in (
        f"{euros},{rest:02d}",
        f"{euros}.{rest:02d}",
        f"{_grouped(euros, '.')},{rest:02d}",
        f"{_grouped(euros, ',')}.{rest:02d}",
        f"{_grouped(euros, ' ')},{rest:02d}",
        f"{_grouped(euros, chr(0x2019))}.{rest:02d}",
    ):
        assert cents_of(text + currency) == cents, text


@given(st.integers(min_value=0, max_value=10**7))
def test_whole_euros_come_back(euros: int) -> None:
    for text in (str(euros), f"{euros},-", f"{euros},\u2013 €", f"{_grouped(euros, '.')},00"):
        assert cents_of(text) == euros * 100, text
    assert cents_of(euros) == euros * 100


@given(st.decimals(min_value=0, max_value=10**6, places=4))
def test_amounts_come_back_or_are_refused(amount: Decimal) -> None:
    text = format(amount, "f").replace(".", ",")
    assert amount_of(text) == amount
    assert amount_of(float(amount)) == Decimal(repr(float(amount)))


@given(st.text(max_size=12))
def test_no_text_makes_anything_but_a_number_or_a_refusal(text: str) -> None:
    for read in (cents_of, amount_of, whole_of):
        try:
            assert read(text) == read(text)
        except NoNumberError:
            continue


@pytest.mark.parametrize("text", ["", "abc", "4,8o", "1,2,3", "1.2.3", "12.34.567", "4,805", "--"])
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(NoNumberError):
        cents_of(text)


@pytest.mark.parametrize("text", ["1.500", "1,500", "12.345"])
def test_an_amount_that_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(NoNumberError):
        amount_of(text)


def test_numbers_of_articles_stay_what_they_are() -> None:
    assert [text_of(cell) for cell in (4006381333931, 7, 4.5, True, None, "'=1")] == [
        "4006381333931", "7", "4,5", "ja", "", "=1",
    ]  # fmt: skip
