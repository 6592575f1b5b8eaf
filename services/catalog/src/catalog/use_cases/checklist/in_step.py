"""The number at the shop, which everyone may read, and the proof behind it are one thing."""

from marketkit.db import Session

from catalog.domain.proofs.proof import MIRRORED, Proof, ProofState
from catalog.domain.shop import Shop
from catalog.store import proofs
from catalog.use_cases.ports import Surroundings


async def keep_in_step(session: Session, shop: Shop, around: Surroundings) -> None:
    """A number typed at the shop becomes its proof; one taken away takes its proof along."""
    await session.flush()
    known = await proofs.of_shop(session, shop.id)
    now = around.clock.now()
    for kind in MIRRORED:
        number, proof = mirrored(shop, kind), known.get(kind)
        if number == (proof.number if proof else ""):
            continue
        if not number:
            # One that no longer counts was taken off the shop by the market; it stays on record.
            if proof is not None and not proof.counts_on(around.today()):
                continue
            await proofs.remove(session, shop.id, kind)
            continue
        await proofs.save(
            session,
            Proof(
                shop_id=shop.id,
                kind=kind,
                number=number,
                state=ProofState.RESUBMITTED if needs_a_look(proof, around) else ProofState.FORM_OK,
                updated_at=now,
                checked_at=now,
                version=proof.version + 1 if proof else 1,
                next_check_at=now if has_register(kind, around) else None,
            ),
        )


def mirrored(shop: Shop, kind: str) -> str:
    return shop.organic_code if kind == "organic" else shop.imprint.get("vat_id", "")


def has_register(kind: str, around: Surroundings) -> bool:
    """Whether somebody outside can be asked about such numbers."""
    return kind == "vat_id" and around.vat_register is not None


def needs_a_look(before: Proof | None, around: Surroundings) -> bool:
    """After a no another try counts only once it is accepted, or a register has confirmed it."""
    return before is not None and before.was_refused and not has_register(before.kind, around)
