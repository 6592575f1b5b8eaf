"""The market's side: let off, accept, reject."""

from marketkit.db import Session

from catalog.domain.checklist.requirement import Evidence
from catalog.domain.proofs.proof import MIRRORED
from catalog.domain.rights import Actor
from catalog.store import mails, proofs
from catalog.use_cases.checklist.access import Line, keep_answer, line_to_answer
from catalog.use_cases.checklist.forms import RejectForm, WaiveForm
from catalog.use_cases.checklist.put_proof import mirror
from catalog.use_cases.checklist.withdraw_unproven import REJECTED, withdraw_unproven
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.versions import check_version


async def waive(
    slug: str, key: str, form: WaiveForm, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    """Let the shop off, with the reason, until a day or for good."""
    async with around.db.session() as session:
        line = await line_to_answer(session, slug, key, actor, around)
        check_version(line.item.version, expected)
        await waive_line(session, line, form, actor)


async def waive_line(session: Session, line: Line, form: WaiveForm, actor: Actor) -> None:
    line.check_of_market()
    item = line.item.waive(line.requirement, line.by, form.reason, form.until)
    await keep_answer(session, line, item, actor, "checklist.waived")


async def end_waiver(
    slug: str, key: str, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    async with around.db.session() as session:
        line = await line_to_answer(session, slug, key, actor, around)
        line.check_of_market()
        check_version(line.item.version, expected)
        await keep_answer(session, line, line.item.end_waiver(), actor, "checklist.waiver_ended")


async def accept(
    slug: str, key: str, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    """Looked at, and right."""
    async with around.db.session() as session:
        line = await line_to_answer(session, slug, key, actor, around)
        line.check_of_market()
        check_version(line.item.version, expected)
        item = line.item.accept(line.by)
        if item is line.item:
            return
        await keep_answer(session, line, item, actor, "checklist.accepted")
        await _decide_proof(session, line, actor, around, reason=None)


async def reject(
    slug: str, key: str, form: RejectForm, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    """Looked at, and not right: the shop reads why, on its page and by mail."""
    async with around.db.session() as session:
        line = await line_to_answer(session, slug, key, actor, around)
        line.check_of_market()
        check_version(line.item.version, expected)
        item = line.item.reject(line.by, form.reason)
        if item is line.item:
            return
        await keep_answer(session, line, item, actor, "checklist.rejected")
        await _decide_proof(session, line, actor, around, reason=form.reason)
        await mails.queue(
            session,
            kind="proof_rejected",
            to=line.shop.email,
            dedupe_key=f"rejected:{line.shop.id}:{key}:{item.version}",
            facts={
                "shop": line.shop.name,
                "requirement": line.requirement.title,
                "reason": form.reason,
                "link": f"/theke/{slug}/nachweise#{key}",
            },
            shop_id=line.shop.id,
        )


async def _decide_proof(
    session: Session, line: Line, actor: Actor, around: Surroundings, *, reason: str | None
) -> None:
    """The number itself carries the decision, and so do the goods that lean on it."""
    if line.requirement.evidence is not Evidence.PROOF:
        return
    proof = await proofs.find(session, line.shop.id, line.requirement.proof)
    if proof is None:
        return
    if reason is None:
        await proofs.save(session, proof.accepted(line.by.at))
        if proof.was_refused and proof.kind in MIRRORED and not proof.has_expired(around.today()):
            await mirror(session, line.shop, proof.kind, proof.number, around)
        return
    await proofs.save(session, proof.rejected(reason, line.by.at))
    if proof.kind == "organic":
        await withdraw_unproven(session, line.shop, actor, around, REJECTED)
