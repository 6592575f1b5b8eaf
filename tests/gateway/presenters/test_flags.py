"""Flags of pickup points: near their place, on no other mark."""

import pytest
from gateway.presenters.flags import SIDE, flags, letter
from gateway.presenters.pins import pins
from gateway.presenters.sheet import Place, Sheet, around
from hypothesis import given
from hypothesis import strategies as st

ZEITZ: Place = (51.0496, 12.1369)
places_nearby = st.lists(
    st.tuples(st.floats(50.8, 51.5), st.floats(11.5, 12.6)), min_size=1, max_size=20
)


@given(places_nearby, places_nearby)
def test_no_flag_lies_on_another_mark(shops: list[Place], points: list[Place]) -> None:
    sheet = around([*shops, *points], ZEITZ)
    marks = [(pin.x, pin.y) for pin in pins(shops, sheet)]

    for flag in flags(points, sheet, marks):
        assert all(max(abs(flag.x - x), abs(flag.y - y)) >= SIDE for x, y in marks)
        marks.append((flag.x, flag.y))


def test_a_point_at_a_shop_has_its_flag_beside_the_shops_mark() -> None:
    sheet = Sheet(ZEITZ, 5)
    (pin,) = pins([ZEITZ], sheet)

    (flag,) = flags([ZEITZ], sheet, [(pin.x, pin.y)])

    assert (flag.x - pin.x, flag.y - pin.y) == (SIDE + 2, 0)
    assert flags([None, (52.5, 13.4)], sheet, []) == []


@pytest.mark.parametrize(("number", "said"), [(1, "A"), (26, "Z"), (27, "AA"), (53, "BA")])
def test_flags_have_letters(number: int, said: str) -> None:
    assert letter(number) == said
