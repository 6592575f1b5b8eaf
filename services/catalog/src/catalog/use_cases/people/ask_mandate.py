"""An advisor asks a business to let them do named things until a day."""

from dataclasses import dataclass, replace
from datetime import datetime

from marketkit.clock import HERE, new_id
from marketkit.db import Session
from marketkit.errors import ForbiddenError, NotFoundError

from catalog.domain.mandate import (
    OPEN_FOR,
    Mandate,
    MandateState,
    end_of,
    grantable,
)
from catalog.domain.rights import Actor, acting_as
from catalog.domain.shop import Shop
from catalog.store import mails, mandates, shops
from catalog.use_cases.people.codes import link_code, short_code
from catalog.use_cases.people.forms import MandateForm
from catalog.use_cases.people.keep_mandate import Step, keep_mandate
from catalog.use_cases.ports import Surroundings


@dataclass(frozen=True, slots=True)
class Asked:
    """The only place where the codes are ever readable."""

    mandate: Mandate
    link: str
    code: str
    expires_at: datetime


async def ask_mandate(slug: str, form: MandateForm, actor: Actor, around: Surroundings) -> Asked:
    """The same question again is the same question, with a fresh link, and at most one mail a day.

    Another question of the same advisor takes the place of the open one.
    """
    async with around.db.session() as session:
        shop = await shops.get(session, slug, lock=True)
        now = around.clock.now()
        _check_may_ask(actor, shop, now)
        wanted = _question(shop, form, actor, now, around)
        mandate = await _kept(session, shop, wanted, actor, around)
        asked = Asked(mandate, link_code(), short_code(), now + OPEN_FOR)
        mandates.add_key(session, mandate.id, asked.link, asked.expires_at, short=False)
        mandates.add_key(session, mandate.id, asked.code, asked.expires_at, short=True)
        await _mail(session, shop, asked, now)
        return asked


def _check_may_ask(actor: Actor, shop: Shop, now: datetime) -> None:
    if acting_as(actor, shop, now) is None and not shop.is_public:
        raise NotFoundError
    if "advisor" not in actor.roles or actor.id is None:
        raise ForbiddenError


def _question(
    shop: Shop, form: MandateForm, actor: Actor, now: datetime, around: Surroundings
) -> Mandate:
    assert actor.id is not None
    return Mandate(
        id=new_id(),
        shop_id=shop.id,
        advisor_id=actor.id,
        advisor_name=actor.name,
        advisor_email=actor.email,
        actions=grantable(form.actions),
        until=end_of(form.until, around.today()),
        contact=form.contact,
        asked_at=now,
    )


async def _kept(
    session: Session, shop: Shop, wanted: Mandate, actor: Actor, around: Surroundings
) -> Mandate:
    known = await mandates.of_advisor(session, shop.id, wanted.advisor_id, MandateState.ASKED)
    if known is not None:
        said = replace(known, id=wanted.id, asked_at=wanted.asked_at)
        if said == wanted and wanted.asked_at < known.asked_at + OPEN_FOR / 2:
            return known
        await mandates.save(session, known.replaced())
    step = Step("asked", actor, "advisor", wanted.asked_at)
    await keep_mandate(session, shop, None, wanted, step, around)
    return wanted


async def _mail(session: Session, shop: Shop, asked: Asked, now: datetime) -> None:
    mandate = asked.mandate
    await mails.queue(
        session,
        kind="mandate_request",
        to=mandate.contact,
        dedupe_key=f"mandate_request:{mandate.id}:{now.astimezone(HERE).date()}",
        facts={
            "advisor": mandate.advisor_name,
            "business": shop.name,
            "actions": sorted(mandate.actions),
            "until": mandate.last_day.isoformat(),
            "code": asked.code,
            "link": f"/mandat/{asked.link}",
        },
        shop_id=shop.id,
    )
