"""What the catalog answers about checklists, proofs and what waits for a look."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from gateway.pages.answers.base import Answer


class Expiring(Answer):
    key: str
    title: str = ""
    valid_until: date
    days: int = 0


class Light(Answer):
    state: str = "mid"
    sentence: str = ""
    open: int = 0
    total: int = 0
    expiring: tuple[Expiring, ...] = ()


class By(Answer):
    name: str = ""
    at: datetime | None = None


class Waiver(Answer):
    by: str = ""
    at: datetime | None = None
    reason: str = ""
    until: date | None = None


class Proof(Answer):
    number: str = ""
    state: str = "unchecked"
    note: str = ""
    valid_until: date | None = None
    document_id: UUID | None = None
    version: int = 0


class Line(Answer):
    key: str
    title: str = ""
    why: str = ""
    law: str = ""
    where: str = ""
    evidence: str = ""
    field: str = ""
    proof: str = ""
    declaration: str = ""
    while_open: str = ""
    valid_months: int | None = None
    blocks: bool = False
    voluntary: bool = False
    given_by: str = "shop"
    state: str = "open"
    version: int = 0
    reason: str = ""
    valid_until: date | None = None
    document_id: UUID | None = None
    submitted: By | None = None
    decided: By | None = None
    waiver: Waiver | None = None
    number: str = ""
    proof_state: Proof | None = None
    should: str = ""
    allowed: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        return self.state in {"accepted", "waived"}

    @property
    def light(self) -> str:
        if self.is_done:
            return "ok"
        stops = self.state == "expired" or (self.blocks and self.state != "submitted")
        return "stop" if stops else "mid"


class Further(Answer):
    kind: str
    proof: Proof | None = None
    should: str = ""


class ChecklistShop(Answer):
    slug: str
    name: str = ""
    version: int = 0


class Checklist(Answer):
    shop: ChecklistShop
    role: str = ""
    business_type: str = "retail"
    business_types: tuple[str, ...] = ()
    may_ask: bool = False
    light: Light
    items: tuple[Line, ...] = ()
    further: tuple[Further, ...] = ()


class Definition(Answer):
    version: int
    requirements: tuple[dict[str, Any], ...] = ()
    choices: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class VersionEntry(Answer):
    version: int
    source: str = ""
    at: datetime | None = None
    by: str = ""
    requirements: int = 0


class VerificationShop(Answer):
    slug: str
    name: str = ""
    place: str = ""


class Verification(Answer):
    shop: VerificationShop
    key: str
    title: str = ""
    why: str = ""
    statement: str = ""
    number: str = ""
    document_id: UUID | None = None
    valid_until: date | None = None
    submitted: By
    version: int = 0
