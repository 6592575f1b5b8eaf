"""Figures add up, and what nobody counted is not nothing."""

from catalog.domain.funder_report import ELSEWHERE, Figures, QuarterFigures, gathered
from catalog.domain.quarters import Quarter
from hypothesis import given
from hypothesis import strategies as some

NUMBERS = some.integers(min_value=0, max_value=500)
FIGURES = some.builds(
    Figures, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS,
    some.none() | NUMBERS, some.none() | NUMBERS,
)  # fmt: skip
PARTS = some.lists(some.tuples(some.sampled_from(["Zeitz", "Elsteraue", None]), FIGURES))


@given(PARTS)
def test_the_sum_is_that_of_all_parts(parts: list[tuple[str | None, Figures]]) -> None:
    found = gathered(parts)
    total = QuarterFigures(Quarter(2026, 4), found, workshops=7).total

    assert total.selling == sum(figures.selling for _, figures in parts)
    assert total.dropped == sum(figures.dropped for _, figures in parts)
    assert total.workshops == 7
    counted = [figures.offers for _, figures in parts if figures.offers is not None]
    assert total.offers == (sum(counted) if counted else None)


def test_unknown_places_stand_last() -> None:
    one = Figures(contacted=1)

    assert list(gathered([(None, one), ("Zeitz", one), ("Elsteraue", one)])) == [
        "Elsteraue", "Zeitz", ELSEWHERE]  # fmt: skip
