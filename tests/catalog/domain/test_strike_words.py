"""Old prices and discounts written by hand are found, ordinary words are left alone."""

import pytest
from catalog.domain.region import Region
from catalog.domain.strike_words import strike_words


@pytest.mark.parametrize(
    "text",
    [
        "Kaffee statt 9,99", "anstatt 12 €", "vorher: 4.50", "sonst 5,-", "jetzt -20 %",
        "minus 10 Prozent", "(-30%)", "20 % Rabatt", "spare 20 %", "UVP 12 €",
        "unverbindliche Preisempfehlung", "Sonderpreis", "Brot SALE", "stat\u00adt 3 € statt 4 €",
        "\uff0d20\uff05 heute",
    ],
)  # fmt: skip
def test_a_discount_is_found(region: Region, text: str) -> None:
    (error,) = strike_words(region.strike_words, {"title": text})

    assert error.field == "title"
    assert "PAngV" in error.message


@pytest.mark.parametrize(
    "text",
    [
        "früher 1908 gegründet", "10-20 % Fett", "10 - 20 % Fett", "statt 3 Tage nur zwei",
        "Fleur de sel", "stark reduzierter Balsamico", "20 % weniger Zucker", "+ 10 % gratis",
        "Rabattmarkenheft", "12 % vol",
    ],
)  # fmt: skip
def test_ordinary_words_pass(region: Region, text: str) -> None:
    assert list(strike_words(region.strike_words, {"title": text})) == []
