"""Bars are to scale, and what nobody counted has none."""

from gateway.presenters.charts import WIDTH, Chart, bars, share
from hypothesis import given
from hypothesis import strategies as some

VALUES = some.lists(some.none() | some.integers(0, 10_000), min_size=1, max_size=3)
LINES = some.lists(some.tuples(some.text(max_size=5), VALUES), max_size=8)


def test_the_longest_bar_leaves_room_for_its_number() -> None:
    chart = bars([("Kontakte", (5, 10)), ("Läden", (None, 0))])

    (first, second), (nothing,) = (group.bars for group in chart.groups)
    assert (first.series, second.series, nothing.series) == (0, 1, 1)
    assert second.width == 2 * first.width < WIDTH
    assert nothing.width == 0


@given(LINES)
def test_nothing_lies_over_anything_else(lines: list[tuple[str, list[int | None]]]) -> None:
    chart = bars(lines)

    tops = [top for group in chart.groups for top in (group.label_y, *(b.y for b in group.bars))]
    assert tops == sorted(set(tops))
    for group in chart.groups:
        for bar in group.bars:
            assert 0 <= bar.width <= WIDTH - 40
            assert bar.y + bar.height <= chart.height
            assert (bar.width > 0) == (bar.value > 0)


def test_an_empty_chart_has_no_height() -> None:
    assert bars([]) == Chart((), 0)


def test_a_share_is_seen_however_small() -> None:
    assert [share(value, 1000) for value in (0, 1, 500, 1000)] == [0, 1, 50, 100]
    assert share(0, 0) == 0
