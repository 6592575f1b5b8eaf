"""One shop's checklist in full: every line with what was shown, and what the reader may do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from marketkit.db import Database

from catalog.domain.checklist.item import By, Item, Shown
from catalog.domain.checklist.light import Light, light_of
from catalog.domain.checklist.requirement import BusinessType, Evidence, GivenBy, Requirement
from catalog.domain.checklist.standing import DONE, Standing, State
from catalog.domain.proofs.numbers import FORMS
from catalog.domain.proofs.proof import Proof
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop
from catalog.queries.checklist import standings_of
from catalog.store import proofs, shops
from catalog.store.answers import moment

_SAID = (
    "key", "title", "named", "why", "law", "where", "evidence", "field", "proof", "declaration",
    "while_open", "valid_months", "blocks", "voluntary", "reviewed", "waivable", "given_by",
)  # fmt: skip
_OF_THE_MARKET = frozenset({"advisor", "operator"})


async def read_checklist(
    db: Database, slug: str, actor: Actor, at: datetime, today: date
) -> Mapping[str, Any]:
    """For whoever may look after the shop's proofs."""
    async with db.session() as session:
        shop = await shops.get(session, slug)
        role = check_may_edit(actor, shop, Action.PROOFS, at)
        held = await proofs.of_shop(session, shop.id)
    found = (await standings_of(db.pool, [shop.id], today))[shop.id]
    asked = {standing.requirement.proof for standing in found}
    return {
        "shop": {"slug": shop.slug, "name": shop.name, "version": shop.version},
        "role": role,
        "business_type": shop.business_type,
        "business_types": list(BusinessType),
        "may_ask": _may_ask(shop, actor.id, at),
        "light": light_of_answer(light_of(found, today)),
        "items": [_line(standing, role) for standing in found],
        "further": [
            {"kind": kind, "proof": _proof(held.get(kind)), "should": FORMS[kind].should}
            for kind in FORMS
            if kind not in asked
        ],
    }


async def read_proofs(
    db: Database, slug: str, actor: Actor, at: datetime, today: date
) -> Sequence[Mapping[str, Any]]:
    """All that was given, whether it is asked for or not."""
    async with db.session() as session:
        shop = await shops.get(session, slug)
        check_may_edit(actor, shop, Action.PROOFS, at)
        held = await proofs.of_shop(session, shop.id)
    return [
        {"kind": kind, **(_proof(proof) or {}), "expired": proof.has_expired(today)}
        for kind, proof in sorted(held.items())
    ]


def light_of_answer(light: Light) -> Mapping[str, Any]:
    return {
        "state": light.state,
        "sentence": light.sentence,
        "open": light.open,
        "total": light.total,
        "expiring": [
            {"key": e.key, "title": e.title, "valid_until": e.valid_until, "days": e.days}
            for e in light.expiring
        ],
    }


def _may_ask(shop: Shop, account: UUID | None, at: datetime) -> bool:
    """Whether there is an advisor to write to, other than oneself."""
    return any(
        given.holds(at) and given.advisor_email and given.advisor_id != account
        for given in shop.mandates
    )


def _line(standing: Standing, role: str) -> Mapping[str, Any]:
    requirement, item = standing.requirement, standing.item
    return {
        **{name: getattr(requirement, name) for name in _SAID},
        "state": standing.state,
        "version": _version(standing),
        "reason": _reason(standing),
        "valid_until": standing.valid_until,
        "statement": item.statement if item else "",
        "document_id": _document(standing),
        "submitted": _by(item.submitted if item else None),
        "decided": _by(item.decided if item else None),
        "waiver": _waiver(item),
        "number": standing.proof.number if standing.proof else "",
        "proof_state": _proof(standing.proof),
        "should": FORMS[requirement.proof].should if requirement.proof else "",
        "allowed": _allowed(standing, role),
    }


def _version(standing: Standing) -> int:
    return standing.item.version if standing.item else 0


def _reason(standing: Standing) -> str:
    if standing.state is not State.REJECTED:
        return ""
    if standing.item is not None and standing.item.reason:
        return standing.item.reason
    return standing.proof.note if standing.proof else ""


def _document(standing: Standing) -> UUID | None:
    holder: Proof | Item | None = standing.proof or standing.item
    return holder.document_id if holder else None


def _by(by: By | None) -> Mapping[str, Any] | None:
    return {"name": by.name, "at": moment(by.at)} if by else None


def _waiver(item: Item | None) -> Mapping[str, Any] | None:
    if item is None or item.waived is None:
        return None
    return {
        "by": item.waived.name,
        "at": moment(item.waived.at),
        "reason": item.waiver_reason,
        "until": item.waived_until,
    }


def _proof(proof: Proof | None) -> Mapping[str, Any] | None:
    if proof is None:
        return None
    return {
        "number": proof.number,
        "state": proof.state,
        "note": proof.note,
        "valid_until": proof.valid_until,
        "checked_at": moment(proof.checked_at),
        "document_id": proof.document_id,
        "by": proof.by_name,
        "version": proof.version,
    }


def _allowed(standing: Standing, role: str) -> list[str]:
    """The verbs the reader may use here now; the use cases ask again."""
    requirement, item = standing.requirement, standing.item
    verbs = _to_show(requirement, role)
    if role not in _OF_THE_MARKET:
        return verbs
    if item is not None and item.waived is not None:
        verbs.append("end_waiver")
    elif requirement.waivable and standing.state not in DONE:
        verbs.append("waive")
    if item is not None and item.shown is not Shown.OPEN:
        if standing.state is State.SUBMITTED:
            verbs.append("accept")
        if standing.state is not State.REJECTED:
            verbs.append("reject")
    return verbs


def _to_show(requirement: Requirement, role: str) -> list[str]:
    if requirement.evidence is Evidence.FIELD:
        return []
    if requirement.given_by is GivenBy.OWNER and role != "owner":
        return []
    if requirement.given_by is GivenBy.MARKET and role not in _OF_THE_MARKET:
        return []
    first = {Evidence.CHECK: ["declare"], Evidence.PROOF: ["number"]}
    return [*first.get(requirement.evidence, []), "document"]
