"""Whoever holds the link or the code answers for the business, with or without an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from marketkit.db import Session

from catalog.domain.mandate import Mandate, MandateState
from catalog.domain.mandate_words import check_current
from catalog.domain.rights import Actor, OwnerOnlyError
from catalog.domain.shop import Shop
from catalog.store import mails, mandates
from catalog.use_cases.people.codes import as_typed, link_code
from catalog.use_cases.people.forms import ConsentForm
from catalog.use_cases.people.keep_mandate import BY_LINK, Step, keep_mandate, locked, visitor
from catalog.use_cases.ports import Surroundings

READABLE_AFTER = timedelta(days=90)
"""How long after its end a mandate can still be looked up by its link."""
CODE_AFTER_ANSWER = timedelta(hours=1)
"""A second tap on the button must find the answer of the first."""


class OwnerConsentsError(OwnerOnlyError):
    code = "owner_consents"
    message = (
        "Dieser Laden gehört schon jemandem. Zustimmen kann nur die Inhaberin oder der Inhaber, "
        "angemeldet mit dem eigenen Konto."
    )


@dataclass(frozen=True, slots=True)
class Answered:
    mandate: Mandate
    link: str | None = None
    """Where it can be withdrawn; readable here only."""


async def grant_by_code(
    code: str, form: ConsentForm, caller: Actor, around: Surroundings
) -> Answered:
    """Yes, by name, to the words that were read. The same again changes nothing.

    The advisor who asks sees the code, too: once a shop has an owner, holding it is not enough.
    """
    check_current(form.wording)
    async with around.db.session() as session:
        shop, before = await _found(session, code, around)
        if shop.owners and shop.role_of(caller.id) != "owner":
            raise OwnerConsentsError
        now, actor = around.clock.now(), visitor(form.name)
        mandate = before.grant(form.name, form.wording, now)
        if mandate is not before:
            step = Step("granted", actor, BY_LINK, now, form.wording)
            await keep_mandate(session, shop, before, mandate, step, around)
            await _end_short_codes(session, mandate, now)
        link = link_code()
        mandates.add_key(session, mandate.id, link, mandate.until + READABLE_AFTER, short=False)
        if mandate is not before:
            for to in sorted({form.email, mandate.contact} - {""}):
                await mail_proof(session, shop, mandate, link, to)
            await tell_advisor(session, shop, mandate, "mandate_answered")
        return Answered(mandate, link)


async def refuse_by_code(code: str, name: str, around: Surroundings) -> Answered:
    """No. Nothing changes for the business but that nobody waits any longer."""
    async with around.db.session() as session:
        shop, before = await _found(session, code, around)
        now, actor = around.clock.now(), visitor(name)
        mandate = before.refuse(name, now)
        if mandate is not before:
            step = Step("refused", actor, BY_LINK, now)
            await keep_mandate(session, shop, before, mandate, step, around)
            await _end_short_codes(session, mandate, now)
            await tell_advisor(session, shop, mandate, "mandate_answered")
        return Answered(mandate)


async def withdraw_by_code(code: str, name: str, around: Surroundings) -> Answered:
    """At once: the advisor's next click finds nothing allowed."""
    async with around.db.session() as session:
        shop, before = await _found(session, code, around)
        return await withdraw(session, shop, before, visitor(name), BY_LINK, around)


async def withdraw(
    session: Session, shop: Shop, before: Mandate, actor: Actor, role: str, around: Surroundings
) -> Answered:  # fmt: skip
    _, mandate = await end(session, shop, before, actor, role, around)
    return Answered(mandate)


async def end(
    session: Session, shop: Shop, before: Mandate, actor: Actor, role: str, around: Surroundings
) -> tuple[Shop, Mandate]:  # fmt: skip
    """The shop without it, for a caller who goes on with the shop."""
    now = around.clock.now()
    mandate = before.withdraw(actor.name, now)
    if mandate is not before:
        step = Step("withdrawn", actor, role, now)
        shop = await keep_mandate(session, shop, before, mandate, step, around)
        await tell_advisor(session, shop, mandate, "mandate_withdrawn")
    return shop, mandate


async def _found(session: Session, code: str, around: Surroundings) -> tuple[Shop, Mandate]:
    found = await mandates.by_code(session, as_typed(code), around.clock.now())
    return await locked(session, found.shop_id, found.id)


async def _end_short_codes(session: Session, mandate: Mandate, now: datetime) -> None:
    """The link that asked becomes the link that withdraws; the code has done its work."""
    await mandates.end_short_keys(session, mandate.id, now + CODE_AFTER_ANSWER)
    await mandates.lengthen_keys(session, mandate.id, mandate.until + READABLE_AFTER)


async def mail_proof(session: Session, shop: Shop, mandate: Mandate, link: str, to: str) -> None:
    """What was agreed to, and the link by which it ends."""
    await mails.queue(
        session,
        kind="mandate_granted",
        to=to,
        dedupe_key=f"mandate_granted:{_moment(mandate)}:{to}",
        facts={
            "advisor": mandate.advisor_name,
            "business": shop.name,
            "name": mandate.decided_by,
            "actions": sorted(mandate.actions),
            "until": mandate.last_day.isoformat(),
            "link": f"/mandat/{link}",
        },
        shop_id=shop.id,
    )


async def tell_advisor(session: Session, shop: Shop, mandate: Mandate, kind: str) -> None:
    decision = "granted" if mandate.state is MandateState.GRANTED else "refused"
    await mails.queue(
        session,
        kind=kind,
        to=mandate.advisor_email,
        dedupe_key=f"{kind}:{_moment(mandate)}",
        facts={"advisor": mandate.advisor_name, "business": shop.name, "decision": decision},
        shop_id=shop.id,
    )


def _moment(mandate: Mandate) -> str:
    """A mandate may be withdrawn and granted again: each time is a time of its own."""
    return f"{mandate.id}:{mandate.decided_at.isoformat() if mandate.decided_at else ''}"
