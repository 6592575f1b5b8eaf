"""Ask the register whether VAT ids are still in use: soon after they were given, then quarterly."""

from marketkit.background import one_by_one

from catalog.domain.proofs.proof import Proof
from catalog.domain.proofs.register import VatAnswer
from catalog.store import proofs
from catalog.use_cases.ports import Surroundings

AT_ONCE = 10


async def check_vat_ids(around: Surroundings) -> bool:
    """One batch; returns whether there may be more. Any number of workers may do it."""
    register = around.vat_register
    if register is None:
        return False

    async def ask(proof: Proof) -> None:
        # Nothing is locked meanwhile: a register that sleeps keeps nobody waiting.
        await _note(proof, await register.check(proof.number), around)

    return await one_by_one("VAT id", await _claim(around), ask) == AT_ONCE


async def _claim(around: Surroundings) -> list[Proof]:
    """Those that are due, put off at once, so that an answer that never comes is asked again."""
    async with around.db.session() as session:
        return await proofs.claim_due(session, "vat_id", around.clock.now(), AT_ONCE)


async def _note(asked: Proof, answer: VatAnswer, around: Surroundings) -> None:
    now = around.clock.now()
    async with around.db.session() as session:
        proofs.log_check(
            session,
            asked,
            at=now,
            outcome=answer.outcome.value,
            consultation=answer.consultation,
            said=answer.said,
        )
        proof = await proofs.find(session, asked.shop_id, asked.kind, lock=True)
        if proof is not None and proof.number == asked.number:
            await proofs.save(session, proof.answered(answer.outcome, now))
