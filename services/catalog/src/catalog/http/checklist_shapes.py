"""The shapes of answers about the checklist, for the API's description."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from catalog.domain.checklist.requirement import BusinessType, Evidence, GivenBy, Trait
from catalog.domain.checklist.standing import State
from catalog.domain.proofs.proof import ProofState
from catalog.http.shapes import Shape

Verb = Literal["declare", "number", "document", "waive", "end_waiver", "accept", "reject"]


class ExpiringShape(Shape):
    key: str
    title: str
    valid_until: date
    days: int


class LightShape(Shape):
    state: Literal["stop", "mid", "ok"]
    sentence: str
    open: int
    total: int
    expiring: list[ExpiringShape]


class ByShape(Shape):
    name: str
    at: datetime


class WaiverShape(Shape):
    by: str
    at: datetime
    reason: str
    until: date | None


class ProofStateShape(Shape):
    number: str
    state: ProofState
    note: str
    valid_until: date | None
    checked_at: datetime | None
    document_id: UUID | None
    by: str
    version: int


class ProofShape(ProofStateShape):
    kind: str
    expired: bool


class ProofsShape(Shape):
    items: list[ProofShape]


class ChecklistLineShape(Shape):
    key: str
    title: str
    named: str
    why: str
    law: str
    where: str
    evidence: Evidence
    field: str
    proof: str
    declaration: str
    while_open: str
    valid_months: int | None
    blocks: bool
    voluntary: bool
    reviewed: bool
    waivable: bool
    given_by: GivenBy
    state: State
    version: int
    """For If-Match."""
    reason: str
    valid_until: date | None
    statement: str
    document_id: UUID | None
    submitted: ByShape | None
    decided: ByShape | None
    waiver: WaiverShape | None
    number: str
    proof_state: ProofStateShape | None
    should: str
    allowed: list[Verb]


class FurtherShape(Shape):
    kind: str
    proof: ProofStateShape | None
    should: str


class ChecklistShopShape(Shape):
    slug: str
    name: str
    version: int


class ChecklistShape(Shape):
    shop: ChecklistShopShape
    role: str
    business_type: BusinessType
    business_types: list[BusinessType]
    may_ask: bool
    light: LightShape
    items: list[ChecklistLineShape]
    further: list[FurtherShape]


class RequirementShape(Shape):
    key: str
    title: str
    named: str
    why: str
    evidence: Evidence
    types: list[BusinessType]
    plural: bool
    law: str
    where: str
    applies: Trait
    field: str
    proof: str
    declaration: str
    while_open: str
    valid_months: int | None
    blocks: bool
    voluntary: bool
    reviewed: bool
    waivable: bool
    given_by: GivenBy
    retired: bool


class ChoicesShape(Shape):
    types: list[BusinessType]
    applies: list[Trait]
    evidence: list[Evidence]
    given_by: list[GivenBy]
    fields: list[str]
    proofs: list[str]


class DefinitionShape(Shape):
    version: int
    requirements: list[RequirementShape]
    choices: ChoicesShape


class DefinitionVersionShape(Shape):
    version: int
    source: str | None
    at: datetime
    by: str
    requirements: int


class VerificationShopShape(Shape):
    slug: str
    name: str
    place: str


class VerificationShape(Shape):
    shop: VerificationShopShape
    key: str
    title: str
    why: str
    statement: str
    number: str
    document_id: UUID | None
    valid_until: date | None
    submitted: ByShape
    version: int
