"""Once a day: tell shops what ends, and take back what has ended."""

from dataclasses import replace

from marketkit.background import one_by_one
from marketkit.db import Session

from catalog.domain.checklist.reminder import EXPIRED, due_stage
from catalog.domain.checklist.requirement import Definition, Evidence
from catalog.domain.proofs.proof import MIRRORED
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.store import activity, checklist_items, checklists, expiries, mails, proofs, shops
from catalog.store.expiries import Ending
from catalog.use_cases.checklist.withdraw_unproven import withdraw_unproven
from catalog.use_cases.ports import Surroundings

BATCH = 50
MARKET = Actor(None, frozenset(), "Regionalmarkt")


async def remind(around: Surroundings) -> bool:
    """One batch, one transaction for each; returns whether there may be more."""
    definition = await checklists.current(around.db.pool)
    endings = await expiries.due(around.db.pool, around.today(), BATCH)

    async def speak(ending: Ending) -> None:
        async with around.db.session() as session:
            await _speak(session, ending, definition, around)

    return await one_by_one("ending proof", endings, speak) == BATCH


async def _speak(
    session: Session, ending: Ending, definition: Definition, around: Surroundings
) -> None:
    """Under the shop's lock, so that two workers speak once."""
    shop = await shops.get_by_id(session, ending.shop_id, lock=True)
    proof = await proofs.find(session, shop.id, ending.key) if ending.is_proof else None
    item = None if ending.is_proof else await checklist_items.get(session, shop.id, ending.key)
    thing = proof or item
    if thing is None or thing.valid_until is None:
        return
    stage = due_stage(thing.valid_until, around.today(), thing.reminded)
    if stage is None:
        return
    if proof is not None:
        await proofs.save(session, replace(proof, reminded=stage))
    elif item is not None:
        await checklist_items.save(session, replace(item, reminded=stage))
    title, anchor = _title(ending, definition)
    facts: dict[str, mails.Json] = {
        "shop": shop.name,
        "requirement": title,
        "date": thing.valid_until.isoformat(),
        "link": f"/theke/{shop.slug}/nachweise#{anchor}",
    }
    dedupe = f"expiry:{shop.id}:{ending.key}:{thing.valid_until}:{stage}"
    if stage != EXPIRED:
        days = (thing.valid_until - around.today()).days
        await mails.queue(
            session, kind="reminder_expiry", to=shop.email, dedupe_key=dedupe,
            facts={**facts, "days": days}, shop_id=shop.id,
        )  # fmt: skip
        return
    withdrawn = await _end(session, ending, shop, title, around)
    await mails.queue(
        session, kind="proof_expired", to=shop.email, dedupe_key=dedupe,
        facts={**facts, "products": withdrawn}, shop_id=shop.id,
    )  # fmt: skip


async def _end(
    session: Session, ending: Ending, shop: Shop, title: str, around: Surroundings
) -> list[str]:
    """What followed, by the names of the products that went off sale."""
    activity.note(
        session, MARKET, shop.id, role="market", at=around.clock.now(), action="proof.expired",
        subject=title,
    )  # fmt: skip
    if ending.is_proof and ending.key == "organic" and ending.key in MIRRORED:
        return await withdraw_unproven(session, shop, MARKET, around)
    return []


def _title(ending: Ending, definition: Definition) -> tuple[str, str]:
    """What the operator calls it, and where it stands on the shop's page."""
    for requirement in definition.requirements:
        is_proof = requirement.evidence is Evidence.PROOF
        if ending.key == (requirement.proof if ending.is_proof and is_proof else requirement.key):
            return requirement.title, requirement.key
    return "Nachweis", ending.key
