"""The owner-to-be looks at a prepared shop, part by part, before having an account."""

import hashlib

from catalog.domain.handover import Handover
from catalog.store import activity, handovers, mails, shops
from catalog.use_cases.people.forms import CheckForm
from catalog.use_cases.people.keep_mandate import BY_LINK, visitor
from catalog.use_cases.ports import Surroundings


async def check_handover(code: str, form: CheckForm, around: Surroundings) -> Handover:
    """Right, or what is wrong with it: the advisor is told. The same again is told once."""
    async with around.db.session() as session:
        found = await handovers.get(session, code)
        shop = await shops.get_by_id(session, found.shop_id, lock=True)
        before = await handovers.get(session, code, lock=True)
        now = around.clock.now()
        handover = before.check(form.block, ok=form.ok, note=form.note, at=now)
        if _said(before, form) == _said(handover, form):
            return before
        await handovers.save(session, handover)
        activity.note(
            session, visitor(""), shop.id, role=BY_LINK, at=now, action="handover.checked",
            subject=form.block, changes={"handover.check": (_said(before, form), form.ok)},
        )  # fmt: skip
        if form.note:
            said = hashlib.sha256(form.note.encode()).hexdigest()[:16]
            await mails.queue(
                session,
                kind="handover_note",
                to=handover.prepared_by_email,
                dedupe_key=f"handover_note:{handover.id}:{form.block}:{said}",
                facts={
                    "advisor": handover.prepared_by_name,
                    "shop": shop.name,
                    "block": form.block.value,
                    "note": form.note,
                    "link": f"/beratung/{shop.slug}",
                },
                shop_id=shop.id,
            )
        return handover


def _said(handover: Handover, form: CheckForm) -> str:
    """What stands there about this part, without the time it was said."""
    known = handover.checks.get(form.block)
    return f"{known['ok']} {known['note']}" if known else ""
