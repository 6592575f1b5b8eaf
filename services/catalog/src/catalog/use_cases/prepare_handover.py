"""The advisor makes the link by which the owner takes over."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from marketkit.clock import new_id
from marketkit.errors import ConflictError

from catalog.domain.audit import masked
from catalog.domain.cases.stages import ShopStep
from catalog.domain.handover import CODE_BYTES, VALID_FOR, Handover
from catalog.domain.rights import Actor, NotYourShopError, check_inside
from catalog.domain.shop import Stage
from catalog.store import activity, handovers, mails, shops
from catalog.use_cases.cases.follow_shop import follow_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.texts import Form, Mail


class HandoverForm(Form):
    email: Mail = ""


class AlreadyHandedOverError(ConflictError):
    code = "already_handed_over"
    message = "Der Laden gehört schon seiner Inhaberin oder seinem Inhaber."


@dataclass(frozen=True, slots=True)
class PreparedHandover:
    """The only place where the code is ever readable."""

    code: str
    expires_at: datetime


async def prepare_handover(
    slug: str, form: HandoverForm, actor: Actor, around: Surroundings
) -> PreparedHandover:
    """A fresh link; the shop's earlier unused ones end, so asking twice leaves one that works."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        role = check_inside(actor, shop, around.clock.now())
        is_operator = role == "operator" or (role == "advisor" and "operator" in actor.roles)
        prepares = role == "advisor" and actor.id == shop.advisor_id
        # A mandate lets other advisors work in the shop, not give it away.
        if not (is_operator or prepares) or actor.id is None:
            raise NotYourShopError
        if shop.stage is Stage.HANDED_OVER and not is_operator:
            raise AlreadyHandedOverError
        now, code = around.clock.now(), secrets.token_urlsafe(CODE_BYTES)
        handover = Handover(
            id=new_id(),
            shop_id=shop.id,
            email=form.email,
            prepared_by=actor.id,
            prepared_by_name=actor.name,
            prepared_by_email=actor.email,
            created_at=now,
            expires_at=now + VALID_FOR,
        )
        await handovers.close_open(session, shop.id, now)
        handovers.add(session, handover, code)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="handover.prepared",
            subject=masked(form.email),
        )  # fmt: skip
        await mails.queue(
            session,
            kind="handover_ready",
            to=form.email,
            dedupe_key=f"handover_ready:{handover.id}",
            facts={"shop": shop.name, "advisor": actor.name, "link": f"/uebernahme/{code}"},
            shop_id=shop.id,
        )
        await follow_shop(session, shop, ShopStep.OWNER_ASKED, actor, around)
        return PreparedHandover(code, handover.expires_at)
