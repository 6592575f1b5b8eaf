"""The end of every step of a mandate: row, proof, log, and the word to orders."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.db import Session

from catalog.domain.mandate import Mandate, MandateState
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.store import activity, mandates, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings

BY_LINK = "link"
"""The role of somebody who came by a link or code, and may have no account."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened, through whom, and in which role."""

    name: str
    actor: Actor
    role: str
    at: datetime
    wording: str = ""


def visitor(name: str) -> Actor:
    """Somebody without an account, by the name they gave."""
    return Actor(None, frozenset(), name)


async def keep_mandate(
    session: Session, shop: Shop, before: Mandate | None, mandate: Mandate, step: Step,
    around: Surroundings,
) -> Shop:  # fmt: skip
    """Save the mandate of a shop that is locked; what was in force before is replaced."""
    decided = {MandateState.GRANTED, MandateState.WITHDRAWN}
    if mandate.state in decided:
        await _replace_others(session, shop, mandate)
    if before is None:
        await mandates.add(session, mandate)
    else:
        await mandates.save(session, mandate)
    mandates.note_step(
        session, mandate, step.name, by=step.actor.name, account=step.actor.id, at=step.at,
        wording=step.wording,
    )  # fmt: skip
    activity.note(
        session, step.actor, shop.id, role=step.role, at=step.at, action=f"mandate.{step.name}",
        subject=mandate.advisor_name, changes=_changes(before, mandate),
    )  # fmt: skip
    if mandate.state not in decided:
        return shop
    changed = shop.with_mandate(mandate).changed(step.at)
    await keep_shop(session, changed, around, people_changed=True)
    return changed


async def _replace_others(session: Session, shop: Shop, mandate: Mandate) -> None:
    other = shop.mandate_of(mandate.advisor_id)
    if other is not None and other.id != mandate.id:
        await mandates.save(session, other.replaced())


def _changes(before: Mandate | None, after: Mandate) -> dict[str, tuple[object, object]]:
    """By field; of a new question what is asked for."""
    fields: dict[str, tuple[object, object]] = {
        "mandate.state": (before.state if before else None, after.state),
        "mandate.actions": (sorted(before.actions) if before else None, sorted(after.actions)),
        "mandate.until": (before.last_day if before else None, after.last_day),
    }
    return {name: pair for name, pair in fields.items() if pair[0] != pair[1]}


async def locked(session: Session, shop_id: UUID, mandate_id: UUID) -> tuple[Shop, Mandate]:
    """First the shop, then what is granted by it: one order for everybody."""
    shop = await shops.get_by_id(session, shop_id, lock=True)
    return shop, await mandates.get(session, mandate_id)
