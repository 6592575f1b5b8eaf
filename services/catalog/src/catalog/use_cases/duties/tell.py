"""Who is written to about a decision: the shop, and whoever reported it."""

from uuid import UUID

from marketkit.db import Session

from catalog.domain.duties import sentences
from catalog.domain.duties.decision import Decision, DecisionKind, Measure
from catalog.domain.shop import Shop
from catalog.store import mails, notices
from catalog.use_cases.duties.links import notice_path, notice_token
from catalog.use_cases.ports import Surroundings


async def tell_shop(session: Session, shop: Shop, decision: Decision) -> None:
    """The statement of reasons (Art. 17 DSA); nothing happened, nothing is told."""
    if decision.kind is DecisionKind.FIRST and decision.measure is Measure.NONE:
        return
    until = decision.complain_until
    await mails.queue(
        session,
        kind="statement_of_reasons",
        to=shop.email,
        dedupe_key=f"statement_of_reasons:{decision.id}",
        facts={
            "decision": sentences.for_shop(decision),
            "facts": decision.facts,
            "basis": sentences.basis_of(decision),
            "automated": decision.automated,
            "remedies": sentences.remedies_of(until, shop=True),
            "link": f"/theke/{shop.slug}/entscheidungen",
        },
        shop_id=shop.id,
    )


async def tell_reporters(session: Session, decision: Decision, around: Surroundings) -> None:
    """Everybody who left an address (Art. 16 (5) DSA)."""
    for notice_id, number, email in await notices.reporters(session, decision.case_id):
        await mails.queue(
            session,
            kind="report_decided",
            to=email,
            dedupe_key=f"report_decided:{decision.id}:{notice_id}",
            facts={
                "number": number,
                "subject": decision.title,
                "decision": sentences.for_reporter(decision),
                "reason": decision.facts,
                "automated": decision.automated,
                "remedies": sentences.remedies_of(decision.complain_until, shop=False),
                "link": notice_path(notice_token(notice_id, around, decision.at)),
            },
        )


async def tell_complainer(
    session: Session,
    decision: Decision,
    shop: Shop,
    number: str,
    party: str,
    around: Surroundings,
) -> None:
    """What became of the complaint (Art. 20 (5) DSA)."""
    to, link, say = shop.email, f"/theke/{shop.slug}/entscheidungen", sentences.for_shop(decision)
    if party != "shop":
        notice_id = UUID(party)
        people = await notices.reporters(session, decision.case_id)
        to = next((email for id_, _, email in people if id_ == notice_id), "")
        link = notice_path(notice_token(notice_id, around, decision.at))
        say = sentences.for_reporter(decision)
    await mails.queue(
        session,
        kind="complaint_decided",
        to=to,
        dedupe_key=f"complaint_decided:{decision.id}",
        facts={
            "number": number,
            "decision": say,
            "reason": decision.facts,
            "remedies": sentences.remedies_of(None, shop=party == "shop"),
            "link": link,
        },
        shop_id=shop.id if party == "shop" else None,
    )
