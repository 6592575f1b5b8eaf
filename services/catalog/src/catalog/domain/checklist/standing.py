"""Where a shop stands with each requirement that applies to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from catalog.domain.checklist.item import Item, Shown
from catalog.domain.checklist.requirement import (
    BusinessType,
    Definition,
    Evidence,
    Requirement,
    Trait,
)
from catalog.domain.proofs.proof import MIRRORED, Proof, ProofState


class State(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WAIVED = "waived"
    EXPIRED = "expired"


DONE = frozenset({State.ACCEPTED, State.WAIVED})


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """All that the checklist looks at; `fields` holds only what is filled."""

    business_type: BusinessType
    traits: frozenset[Trait] = frozenset({Trait.ALWAYS})
    fields: frozenset[str] = frozenset()
    items: Mapping[str, Item] = field(default_factory=dict)
    proofs: Mapping[str, Proof] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    requirement: Requirement
    state: State
    item: Item | None = None
    proof: Proof | None = None

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    @property
    def valid_until(self) -> date | None:
        if self.requirement.evidence is Evidence.PROOF:
            return self.proof.valid_until if self.proof else None
        return self.item.valid_until if self.item else None

    @property
    def stops(self) -> bool:
        """Whether it keeps a shop from going live."""
        return self.requirement.blocks and not self.is_done


def standings(definition: Definition, facts: ShopFacts, today: date) -> tuple[Standing, ...]:
    """In the operator's order; what does not apply to the shop is left out."""
    return tuple(
        _standing(requirement, facts, today)
        for requirement in definition.requirements
        if applies(requirement, facts)
    )


def applies(requirement: Requirement, facts: ShopFacts) -> bool:
    return (
        not requirement.retired
        and facts.business_type in requirement.types
        and requirement.applies in facts.traits
    )


def _standing(requirement: Requirement, facts: ShopFacts, today: date) -> Standing:
    item = facts.items.get(requirement.key)
    proof = facts.proofs.get(requirement.proof) if requirement.proof else None
    state = _shown(requirement, facts, item, proof, today)
    if state not in DONE and item is not None and item.is_waived_on(today):
        state = State.WAIVED
    return Standing(requirement, state, item, proof)


def _shown(
    requirement: Requirement,
    facts: ShopFacts,
    item: Item | None,
    proof: Proof | None,
    today: date,
) -> State:
    if requirement.evidence is Evidence.FIELD:
        return State.ACCEPTED if requirement.field in facts.fields else State.OPEN
    if requirement.evidence is Evidence.PROOF:
        return _proven(requirement, facts, item, proof, today)
    if item is None or item.shown is Shown.OPEN:
        return State.OPEN
    return State.EXPIRED if item.has_expired(today) else State(item.shown)


def _proven(
    requirement: Requirement,
    facts: ShopFacts,
    item: Item | None,
    proof: Proof | None,
    today: date,
) -> State:
    if proof is None:
        # From the time before there were proofs: the number stands at the shop.
        stands = MIRRORED.get(requirement.proof) in facts.fields
        return State.ACCEPTED if stands and not requirement.reviewed else State.OPEN
    if proof.has_expired(today):
        return State.EXPIRED
    if proof.state is ProofState.REJECTED:
        return State.REJECTED
    if item is not None and item.shown in {Shown.SUBMITTED, Shown.REJECTED}:
        return State(item.shown)
    if requirement.reviewed and (item is None or item.shown is Shown.OPEN):
        return State.SUBMITTED
    return State.ACCEPTED
