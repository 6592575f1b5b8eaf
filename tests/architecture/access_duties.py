"""Notices, decisions, complaints, recalls and orders of authorities."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.things import eventually

_FACTS = "Im Titel steht Bio, eine Nummer fehlt."
_TEXTS = {
    "title": "Metall im Brot", "danger": "Kann verletzen.", "action": "Nicht essen.",
    "remedy": "Geld zurück.", "contact": "03441 1",
}  # fmt: skip
_DECISION = {"measure": "block", "ground": "law", "basis": "Art. 30", "facts": _FACTS}


def _complaint(_: Thing) -> dict[str, str]:
    return {"words": "Das stimmt so nicht, bitte prüfen."}


def _correction(_: Thing) -> dict[str, str]:
    return _TEXTS | {"danger": uuid4().hex}


BODIES: Mapping[str, Callable[[Thing], Any]] = {
    "POST /notices/{token}/complaint": _complaint,
    "POST /shops/{slug}/decisions/{decision_id}/complaint": _complaint,
    "PATCH /recalls/{recall_id}": _correction,
    "PATCH /recalls/{recall_id}/orders/{shop_order_id}": lambda _: {"called": True},
    "POST /moderation/cases/{case_id}/decide": lambda _: _DECISION,
    "POST /moderation/cases/{case_id}/lift": lambda _: {"facts": _FACTS},
    "POST /moderation/complaints/{complaint_id}/decide": lambda _: {
        "reverse": False, "facts": _FACTS},
    "POST /moderation/takedowns/{takedown_id}/done": lambda _: {},
}  # fmt: skip


async def notice(things: Things) -> Thing:
    """Whoever holds the link may follow it: that is what it is for."""
    product = await things.fresh("published")
    guest = things.who("guest")
    sent = await guest.post(
        "/notices",
        {
            "subject": f"product:{product.values['product_id']}", "reason": "organic",
            "explanation": f"Hier fehlt die Kontrollnummer, siehe {uuid4().hex}.",
            "name": "Rita", "email": "rita@example.org", "good_faith": True,
        },
    )  # fmt: skip
    operator, title = things.who("operator"), sent["subject"]

    async def queued() -> Any:
        found = await operator.get("/moderation/cases", limit=100)
        return [case for case in found["items"] if case["title"] == title]

    case = (await eventually(queued))[-1]
    values = {**product.values, "token": sent["token"], "case_id": case["id"]}
    return Thing(values, guest, things.who("owner"))


async def notice_case(things: Things) -> Thing:
    found = await notice(things)
    operator = things.who("operator")
    look = (operator, f"/moderation/cases/{found.values['case_id']}")
    return Thing(found.values, operator, things.who("owner"), (look,))


async def decided_case(things: Things) -> Thing:
    case = await notice_case(things)
    await case.entitled.post(f"/moderation/cases/{case.values['case_id']}/decide", _DECISION)
    return case


async def decided_notice(things: Things) -> Thing:
    case = await decided_case(things)
    return Thing(case.values, things.who("guest"), things.who("owner"))


async def decision(things: Things) -> Thing:
    case = await decided_case(things)
    owner, path = things.who("owner"), f"/shops/{case.values['slug']}/decisions"
    newest = (await owner.get(path))["items"][0]
    values = {"slug": case.values["slug"], "decision_id": newest["id"]}
    return Thing(values, owner, things.who("buyer"), ((owner, path),))


async def complaint(things: Things) -> Thing:
    case = await decided_case(things)
    sent = await things.who("guest").post(
        f"/notices/{case.values['token']}/complaint", _complaint(case)
    )
    return Thing({"complaint_id": sent["id"]}, case.entitled, case.party, case.looks)


async def _recall(things: Things, product: Thing) -> Thing:
    operator = things.who("operator")
    body = {**_TEXTS, "products": [{"product_id": product.values["product_id"]}]}
    written = await operator.post("/recalls", body)
    look = (operator, f"/recalls/{written['id']}")
    return Thing({"recall_id": written["id"]}, operator, things.who("owner"), (look,))


async def recall_draft(things: Things) -> Thing:
    return await _recall(things, await things.fresh("published"))


async def recall(things: Things) -> Thing:
    draft = await recall_draft(things)
    await draft.entitled.post(f"/recalls/{draft.values['recall_id']}/publish")
    return draft


async def recalled_order(things: Things) -> Thing:
    """Goods of an order; the shelf they came from is made anew for the next."""
    things.kept.pop("shelf", None)
    order = await things.fresh("order")
    shelf = things.kept.pop("shelf")
    found = await _recall(things, shelf)
    operator, path = things.who("operator"), f"/recalls/{found.values['recall_id']}"
    await operator.post(f"{path}/publish")

    async def reached() -> Any:
        answer = await operator.ask("GET", f"{path}/orders")
        return answer.json().get("items") if answer.status == 200 else None

    items = await eventually(reached)
    values = {**found.values, "shop_order_id": items[0]["shop_order_id"]}
    return Thing(
        values, operator, things.who("owner"), ((operator, f"{path}/orders"), *order.looks)
    )


async def takedown(things: Things) -> Thing:
    operator = things.who("operator")
    body = {
        "source": "authority_order", "authority": "Landesamt", "order_number": uuid4().hex,
        "subject": "Brot", "received_at": "2026-11-19T15:00:00+01:00",
    }  # fmt: skip
    entered = await operator.post("/moderation/takedowns", body)
    look = (operator, "/moderation/takedowns")
    return Thing({"takedown_id": entered["id"]}, operator, things.who("owner"), (look,))


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        notice, notice_case, decided_case, decided_notice, decision, complaint, recall_draft,
        recall, recalled_order, takedown,
    )
}  # fmt: skip
