"""The map: where things come to lie, which marks become one, which names have room."""

from pathlib import Path
from typing import Any

from gateway.presenters.land import Land, Town, drawn, land
from gateway.presenters.pins import TOUCHING, pins
from gateway.presenters.sheet import HEIGHT, WIDTH, Place, Sheet, around, curve, distance
from hypothesis import given
from hypothesis import strategies as st
from marketkit.yaml_file import read_yaml

ZEITZ: Place = (51.0496, 12.1369)
REGION = Path(__file__).parents[3] / "regions" / "zeitz"
places_nearby = st.lists(
    st.tuples(st.floats(50.8, 51.5), st.floats(11.5, 12.6)), min_size=1, max_size=40
)


def read(name: str) -> dict[str, Any]:
    return dict(read_yaml(REGION / name))


def the_land() -> Land:
    return land(read("map.yaml"), read("places.yaml")["places"])


def test_the_middle_lies_in_the_middle_and_north_is_up() -> None:
    sheet = Sheet(ZEITZ, 10)

    assert sheet.at(ZEITZ) == (WIDTH / 2, HEIGHT / 2)
    assert sheet.at((51.1, 12.1369))[1] < HEIGHT / 2
    assert sheet.at((51.0496, 12.2))[0] > WIDTH / 2
    assert abs(distance(ZEITZ, (51.1394, 12.1369)) - 10) < 0.01


@given(places_nearby)
def test_a_sheet_shows_all_it_was_made_for_and_every_shop_once(places: list[Place]) -> None:
    sheet = around(places, ZEITZ)
    found = pins(places, sheet)

    assert all(sheet.shows(sheet.at(place)) for place in places)
    assert sorted(number for pin in found for number in pin.numbers) == [*range(1, len(places) + 1)]


@given(places_nearby)
def test_no_two_marks_touch(places: list[Place]) -> None:
    found = pins(places, around(places, ZEITZ))

    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= TOUCHING**2


def test_what_lies_elsewhere_or_nowhere_has_no_mark() -> None:
    found = pins([ZEITZ, None, (52.5, 13.4)], Sheet(ZEITZ, 5))

    assert [pin.numbers for pin in found] == [(1,)]


def test_two_rings_fit_the_sheet() -> None:
    assert Sheet(ZEITZ, 12).rings() == [(5, 100.0), (10, 200.0)]
    assert [km for km, _ in Sheet(ZEITZ, 0.5).rings()] == [0.25, 0.5]


def test_a_line_needs_two_ends() -> None:
    assert curve([]) == curve([(1, 1)]) == ""
    assert curve([(0, 0), (10, 0)]).startswith("M0 0C")


def test_the_regions_own_drawing_has_its_rivers_and_towns() -> None:
    sheet = Sheet((51.1, 12.0), 30)

    drawing = drawn(the_land(), sheet)

    assert [name for name, _ in drawing.rivers] == ["Weiße Elster", "Saale", "Unstrut"]
    named = {label.name for label in drawing.labels}
    assert {"Zeitz", "Naumburg", "Weißenfels"} <= named
    assert drawing.ground


def test_names_give_way_to_marks_and_small_places_to_large_ones() -> None:
    sheet = Sheet(ZEITZ, 20)
    twins = Land((Town("Klein", ZEITZ, 1, True), Town("Gross", ZEITZ, 3, True)))
    ordered = Land(tuple(sorted(twins.towns, key=lambda town: -town.size)))

    (label,) = drawn(ordered, sheet).labels
    crowd = [(x, y) for x in range(0, WIDTH, 20) for y in range(0, HEIGHT, 20)]

    assert label.name == "Gross"
    assert drawn(ordered, sheet, crowd).labels == ()


def test_villages_are_named_from_near_only() -> None:
    far, near = drawn(the_land(), Sheet(ZEITZ, 12)), drawn(the_land(), Sheet(ZEITZ, 5))

    assert "Grana" not in {label.name for label in far.labels}
    assert "Grana" in {label.name for label in near.labels}


def test_a_region_without_a_drawing_has_its_places() -> None:
    assert [town.name for town in land({}, read("places.yaml")["places"]).towns][:1] == ["Zeitz"]
