"""Where a shop stands with one requirement."""

from datetime import timedelta

import pytest
from catalog.domain.checklist.item import NothingToDecideError, NotWaivableError, Shown
from catalog.domain.checklist.requirement import BusinessType, Definition, Evidence, Trait
from catalog.domain.checklist.standing import State, standings
from catalog.domain.proofs.proof import Proof, ProofState
from marketkit.clock import new_id

from tests.catalog.builders import NOW
from tests.catalog.domain.checklist.lines import (
    SOMEBODY,
    TODAY,
    a_line,
    an_item,
    facts,
    the_standing,
)

YESTERDAY = TODAY - timedelta(days=1)
LUCID = a_line(key="lucid", evidence=Evidence.PROOF, proof="lucid")


def a_proof(**changes: object) -> Proof:
    values: dict[str, object] = {
        "shop_id": new_id(),
        "kind": "lucid",
        "number": "DE1234567890123",
        "state": ProofState.FORM_OK,
        "updated_at": NOW,
    }
    return Proof(**(values | changes))  # type: ignore[arg-type]  # checked where it is used


def test_only_what_applies_to_the_shop_is_asked() -> None:
    for_farms = a_line(types=(BusinessType.FARM,))
    for_sellers_of_food = a_line(applies=Trait.SELLS_FOOD)
    given_up = a_line(retired=True)
    definition = Definition(1, (for_farms, for_sellers_of_food, given_up))

    assert standings(definition, facts(), TODAY) == ()
    sells = facts(traits=frozenset({Trait.ALWAYS, Trait.SELLS_FOOD}))
    assert [s.requirement for s in standings(definition, sells, TODAY)] == [for_sellers_of_food]


def test_a_field_counts_as_soon_as_it_is_filled() -> None:
    line = a_line(evidence=Evidence.FIELD, field="email")

    assert the_standing(line).state is State.OPEN
    assert the_standing(line, fields=frozenset({"email"})).state is State.ACCEPTED


def test_what_needs_no_look_counts_when_it_is_declared() -> None:
    line = a_line()
    item = an_item().submit(line, SOMEBODY, by_market=False)

    assert the_standing(line, items={line.key: item}).state is State.ACCEPTED
    assert item.statement == line.declaration


def test_what_needs_a_look_waits_for_it_and_may_be_refused() -> None:
    line = a_line(reviewed=True)
    waiting = an_item().submit(line, SOMEBODY, by_market=False)
    refused = waiting.reject(SOMEBODY, "Das Bild ist unscharf.")

    assert the_standing(line, items={line.key: waiting}).state is State.SUBMITTED
    assert the_standing(line, items={line.key: refused}).state is State.REJECTED
    assert the_standing(line, items={line.key: refused.accept(SOMEBODY)}).state is State.ACCEPTED


def test_deciding_twice_is_deciding_once() -> None:
    waiting = an_item().submit(a_line(reviewed=True), SOMEBODY, by_market=False)
    refused = waiting.reject(SOMEBODY, "unscharf")
    accepted = waiting.accept(SOMEBODY)

    assert refused.reject(SOMEBODY, "unscharf") is refused
    assert accepted.accept(SOMEBODY) is accepted
    with pytest.raises(NothingToDecideError):
        an_item().accept(SOMEBODY)
    with pytest.raises(NothingToDecideError):
        an_item().reject(SOMEBODY, "nichts da")


def test_evidence_ends_after_its_last_day() -> None:
    line = a_line()
    last_day = an_item().submit(line, SOMEBODY, by_market=False, valid_until=TODAY)
    over = an_item().submit(line, SOMEBODY, by_market=False, valid_until=YESTERDAY)

    assert the_standing(line, items={line.key: last_day}).state is State.ACCEPTED
    assert the_standing(line, items={line.key: over}).state is State.EXPIRED


def test_a_waiver_holds_until_its_last_day() -> None:
    line = a_line(blocks=True)
    today = an_item().waive(line, SOMEBODY, "Läuft nach.", TODAY)
    over = an_item().waive(line, SOMEBODY, "Läuft nach.", YESTERDAY)

    assert the_standing(line, items={line.key: today}).state is State.WAIVED
    assert the_standing(line, items={line.key: over}).state is State.OPEN
    assert the_standing(line, items={line.key: over}).stops
    assert today.end_waiver().end_waiver().waived is None
    with pytest.raises(NotWaivableError):
        an_item().waive(a_line(waivable=False), SOMEBODY, "Nein.", None)


def test_a_number_counts_while_it_is_valid_and_not_refused() -> None:
    proven = the_standing(LUCID, proofs={"lucid": a_proof()})
    over = the_standing(LUCID, proofs={"lucid": a_proof(valid_until=YESTERDAY)})
    refused = the_standing(LUCID, proofs={"lucid": a_proof(state=ProofState.REJECTED)})

    assert [s.state for s in (the_standing(LUCID), proven, over, refused)] == [
        State.OPEN,
        State.ACCEPTED,
        State.EXPIRED,
        State.REJECTED,
    ]


def test_a_number_that_needs_a_look_counts_after_it() -> None:
    line = a_line(key="organic", evidence=Evidence.PROOF, proof="organic", reviewed=True)
    proofs = {"organic": a_proof(kind="organic")}
    looked_at = an_item(key="organic", shown=Shown.ACCEPTED)

    assert the_standing(line, proofs=proofs).state is State.SUBMITTED
    assert the_standing(line, proofs=proofs, items={"organic": looked_at}).state is State.ACCEPTED


def test_a_number_that_stands_at_the_shop_counts_without_a_proof() -> None:
    line = a_line(key="vat_id", evidence=Evidence.PROOF, proof="vat_id")

    assert the_standing(line, fields=frozenset({"imprint.vat_id"})).state is State.ACCEPTED


def test_what_is_fulfilled_stays_so_when_the_words_change() -> None:
    old = a_line(declaration="Wir sind gemeldet.")
    item = an_item().submit(old, SOMEBODY, by_market=False)

    found = the_standing(a_line(declaration="Der Betrieb ist angezeigt."), items={old.key: item})

    assert found.state is State.ACCEPTED
    assert found.item is not None
    assert found.item.statement == "Wir sind gemeldet."
