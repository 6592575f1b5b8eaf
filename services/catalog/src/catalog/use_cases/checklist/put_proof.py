"""A number is given, or changed: checked by its form at once, and live where that is possible."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from marketkit.db import Session
from marketkit.errors import FieldError, InvalidError, NotFoundError

from catalog.domain.checklist.requirement import Evidence, Requirement
from catalog.domain.proofs.numbers import FORMS, WrongNumberError, parse_number
from catalog.domain.proofs.proof import MIRRORED, Proof, ProofState
from catalog.domain.rights import Action, Actor, check_may_edit
from catalog.domain.shop import Shop
from catalog.store import activity, checklist_items, checklists, proofs, shops
from catalog.use_cases.checklist.access import OF_THE_MARKET, by_of
from catalog.use_cases.checklist.answer import ends
from catalog.use_cases.checklist.forms import ProofForm
from catalog.use_cases.checklist.in_step import has_register, needs_a_look
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.versions import check_version


class NoSuchProofError(NotFoundError):
    code = "proof_not_found"
    message = "Diese Art von Nachweis gibt es nicht."


async def put_proof(
    slug: str, kind: str, form: ProofForm, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    """Raises InvalidError saying what the number should look like. The same again: no change."""
    if kind not in FORMS:
        raise NoSuchProofError
    async with around.db.session() as session:
        now = around.clock.now()
        shop = await shops.get(session, slug, lock=True)
        role = check_may_edit(actor, shop, Action.PROOFS, now)
        before = await proofs.find(session, shop.id, kind)
        check_version(before.version if before else 0, expected)
        await prove(session, shop, role, kind, form, actor, around)


async def prove(  # noqa: PLR0913, PLR0917 -- whose, who, in which role, what
    session: Session,
    shop: Shop,
    role: str,
    kind: str,
    form: ProofForm,
    actor: Actor,
    around: Surroundings,
    document_id: UUID | None = None,
) -> None:
    """Inside the caller's session, with the shop locked."""
    before = await proofs.find(session, shop.id, kind)
    asked = await _asked(kind, around)
    proof = _proof(before, shop, kind, form, actor, around, asked, document_id)
    if needs_a_look(before, around) and role not in OF_THE_MARKET:
        proof = replace(proof, state=ProofState.RESUBMITTED)
    if before is not None and _says_the_same(before, proof):
        return
    await proofs.save(session, proof)
    by = by_of(actor, around.clock.now())
    for requirement in asked:
        item = await checklist_items.get(session, shop.id, requirement.key)
        looked_at = replace(requirement, reviewed=requirement.reviewed or proof.was_refused)
        shown = item.submit(
            looked_at, by, by_market=role in OF_THE_MARKET, document_id=proof.document_id
        )
        await checklist_items.save(session, shown)
    if kind in MIRRORED and not proof.was_refused:
        await mirror(session, shop, kind, proof.number, around)
    activity.note(
        session, actor, shop.id, role=role, at=by.at, action="proof.changed", subject=kind,
        changes={
            "number": [before.number if before else None, proof.number],
            "valid_until": [_iso(before), _iso(proof)],
        },
    )  # fmt: skip


async def _asked(kind: str, around: Surroundings) -> list[Requirement]:
    definition = await checklists.current(around.db.pool)
    return [
        requirement
        for requirement in definition.requirements
        if requirement.evidence is Evidence.PROOF and requirement.proof == kind
    ]


def _proof(  # noqa: PLR0913, PLR0917 -- everything a proof is made of
    before: Proof | None,
    shop: Shop,
    kind: str,
    form: ProofForm,
    actor: Actor,
    around: Surroundings,
    asked: list[Requirement],
    document_id: UUID | None,
) -> Proof:
    now = around.clock.now()
    number = _number(kind, form.number, before, document_id)
    is_new_number = before is None or before.number != number
    return Proof(
        shop_id=shop.id,
        kind=kind,
        number=number,
        state=ProofState.FORM_OK if number else ProofState.UNCHECKED,
        updated_at=now,
        document_id=document_id or (before.document_id if before else None),
        valid_until=_until(form, asked, before if document_id else None, around.today()),
        checked_at=now if number else None,
        by_id=actor.id,
        by_name=actor.name,
        version=before.version + 1 if before else 1,
        next_check_at=now if is_new_number and has_register(kind, around) else None,
    )


def _number(kind: str, typed: str, before: Proof | None, document_id: UUID | None) -> str:
    if not typed.strip() and document_id is not None:
        typed = before.number if before else ""
        if not typed and kind not in MIRRORED:
            return ""  # the document speaks for itself
    try:
        return parse_number(kind, typed)
    except WrongNumberError as error:
        raise InvalidError(errors=[FieldError("number", str(error))]) from error


def _until(
    form: ProofForm, asked: list[Requirement], before: Proof | None, today: date
) -> date | None:
    """As said now; a document without a date leaves the day that was said before."""
    wanted = form.valid_until
    if wanted is None and before is not None and not before.has_expired(today):
        wanted = before.valid_until
    return ends(asked[0], wanted, today) if asked else wanted


def _says_the_same(before: Proof, proof: Proof) -> bool:
    if before.state is ProofState.REJECTED:
        return False
    return (before.number, before.document_id, before.valid_until) == (
        proof.number,
        proof.document_id,
        proof.valid_until,
    )


async def mirror(
    session: Session, shop: Shop, kind: str, number: str, around: Surroundings
) -> None:
    """The number stands at the shop for everyone to read."""
    if kind == "organic":
        changed = replace(shop, organic_code=number)
    else:
        changed = replace(shop, imprint={**shop.imprint, "vat_id": number})
    if changed != shop:
        await keep_shop(session, changed.changed(around.clock.now()), around)


def _iso(proof: Proof | None) -> str | None:
    return proof.valid_until.isoformat() if proof and proof.valid_until else None
