"""The traffic light and the one sentence beside it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from catalog.domain.checklist.light import Light, light_of
from catalog.domain.checklist.requirement import Requirement
from catalog.domain.checklist.standing import DONE, Standing, State
from hypothesis import given
from hypothesis import strategies as st

from tests.catalog.domain.checklist.lines import SOMEBODY, TODAY, a_line, an_item

VAT = a_line(key="vat_id", named="die USt-IdNr.", blocks=True)
VET = a_line(named="die Anmeldung beim Veterinäramt")
HOURS = a_line(key="opening_hours", named="die Öffnungszeiten", plural=True)
PAYOUT = a_line(key="payout", named="das Auszahlungskonto", voluntary=True)


def light(*found: tuple[Requirement, State]) -> Light:
    return light_of([Standing(requirement, state) for requirement, state in found], TODAY)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            [(VAT, State.OPEN), (VET, State.OPEN)],
            "Es fehlen noch die USt-IdNr. und die Anmeldung beim Veterinäramt.",
        ),
        ([(VAT, State.OPEN)], "Es fehlt noch die USt-IdNr."),
        ([(HOURS, State.OPEN)], "Es fehlen noch die Öffnungszeiten."),
        ([(VET, State.EXPIRED)], "Abgelaufen ist die Anmeldung beim Veterinäramt."),
        (
            [(VET, State.EXPIRED), (HOURS, State.REJECTED)],
            "Abgelaufen ist die Anmeldung beim Veterinäramt; es fehlen noch die Öffnungszeiten.",
        ),
        ([(VET, State.SUBMITTED)], "Die Anmeldung beim Veterinäramt wird gerade geprüft."),
        ([(VET, State.ACCEPTED), (VAT, State.WAIVED)], "Alles ist da."),
        ([(PAYOUT, State.OPEN)], "Alles ist da."),
    ],
)
def test_the_sentence_is_plain_german(
    found: Sequence[tuple[Requirement, State]], sentence: str
) -> None:
    assert light(*found).sentence == sentence


def test_a_long_list_is_cut_and_counted() -> None:
    many = [(a_line(key=f"k{n}", named=f"Ding {n}"), State.OPEN) for n in range(9)]

    assert light(*many).sentence == "Es fehlen noch Ding 0, Ding 1, Ding 2 und 6 weitere Dinge."


@pytest.mark.parametrize(
    ("found", "state"),
    [
        ([(VAT, State.OPEN)], "stop"),
        ([(VAT, State.SUBMITTED)], "stop"),
        ([(VET, State.EXPIRED)], "stop"),
        ([(VET, State.OPEN)], "mid"),
        ([(VET, State.REJECTED)], "mid"),
        ([(VAT, State.ACCEPTED), (VET, State.WAIVED)], "ok"),
        ([], "ok"),
        ([(PAYOUT, State.OPEN), (VAT, State.ACCEPTED)], "ok"),
    ],
)
def test_the_light(found: Sequence[tuple[Requirement, State]], state: str) -> None:
    assert light(*found).state == state


def test_what_ends_within_two_months_is_told() -> None:
    line = a_line()
    item = an_item().submit(line, SOMEBODY, by_market=False, valid_until=TODAY + timedelta(days=60))
    later = an_item().submit(
        line, SOMEBODY, by_market=False, valid_until=TODAY + timedelta(days=61)
    )

    (soon,) = light_of([Standing(line, State.ACCEPTED, item)], TODAY).expiring
    assert soon.days == 60
    assert light_of([Standing(line, State.ACCEPTED, later)], TODAY).expiring == ()


LINES = st.builds(
    a_line,
    key=st.uuids().map(lambda key: f"k{key.hex[:8]}"),
    named=st.sampled_from(["das Zertifikat", "die Nummer", "die Öffnungszeiten"]),
    plural=st.booleans(),
    blocks=st.booleans(),
)
STANDINGS = st.lists(st.builds(Standing, LINES, st.sampled_from(State)), max_size=12)


@given(STANDINGS)
def test_the_light_is_green_exactly_when_nothing_is_owed(found: list[Standing]) -> None:
    shown = light_of(found, TODAY)
    undone = [standing for standing in found if standing.state not in DONE]

    assert (shown.state == "ok") is (not undone)
    assert (shown.sentence == "Alles ist da.") is (not undone)
    assert (shown.open, shown.total) == (len(undone), len(found))
    assert shown.sentence[0].isupper()
    assert shown.sentence.endswith(".")


@given(STANDINGS, st.data())
def test_doing_one_more_thing_never_makes_the_light_worse(
    found: list[Standing], data: st.DataObject
) -> None:
    order = ["ok", "mid", "stop"]
    if not found:
        return
    index = data.draw(st.integers(0, len(found) - 1))
    better = [*found]
    better[index] = Standing(found[index].requirement, State.ACCEPTED)

    before, after = light_of(found, TODAY).state, light_of(better, TODAY).state

    assert order.index(after) <= order.index(before)
