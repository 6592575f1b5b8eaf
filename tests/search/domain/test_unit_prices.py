"""Goods in the order of their unit prices."""

from search.domain.document import UnitPrice
from search.domain.unit_prices import UNRANKED, unit_rank


def rank(amount: int, per: str) -> int:
    return unit_rank(UnitPrice(amount, "EUR", per))


def test_a_hundredth_is_counted_up() -> None:
    assert rank(130, "100 g") == rank(1300, "kg")
    assert rank(31, "100 ml") == rank(310, "l")


def test_units_stand_one_after_the_other() -> None:
    dear = 10**9
    ranks = [rank(dear, unit) for unit in ("kg", "l", "Stück", "Anwendung", "m", "m²", "m³")]

    assert ranks == sorted(ranks)
    assert rank(1, "l") > rank(dear, "kg")
    assert rank(1, "Fuder") > rank(dear, "m³")
    assert unit_rank(None) == UNRANKED > rank(10**12, "Fuder")


def test_both_engines_can_hold_it_exactly() -> None:
    assert UNRANKED << 20 < 2**63, "tantivy's integers, with the tie"
    assert UNRANKED < 2**53, "Meilisearch's numbers"
