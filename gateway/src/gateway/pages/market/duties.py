"""Questions about notices, decisions and recalls."""

from collections.abc import Sequence
from typing import Any

from gateway.pages.answers.base import Page
from gateway.pages.answers.duties import (
    Affected,
    Case,
    Contacts,
    NoticeForm,
    NoticeStatus,
    QueuedCase,
    Recall,
    RecallOrders,
    Received,
    ShopDecision,
    Takedown,
)
from gateway.pages.market import orders
from gateway.pages.market.caller import Caller, parsed
from gateway.pages.market.catalog import SERVICE


async def contacts(ask: Caller, language: str) -> Contacts:
    return await ask.get(Contacts, SERVICE, "/contacts", {"lang": language})


async def notice_form(ask: Caller, subject: str, language: str) -> NoticeForm:
    query = {"subject": subject, "lang": language}
    return await ask.get(NoticeForm, SERVICE, "/notice-form", query)


async def send_notice(ask: Caller, body: dict[str, Any]) -> Received:
    return parsed(Received, SERVICE, await ask.send("POST", SERVICE, "/notices", body))


async def notice(ask: Caller, token: str) -> NoticeStatus:
    return await ask.get(NoticeStatus, SERVICE, f"/notices/{token}")


async def complain(ask: Caller, path: str, words: str) -> None:
    """`path` names the notice or the shop's decision."""
    await ask.send("POST", SERVICE, f"{path}/complaint", {"words": words})


async def cases(ask: Caller, **query: Any) -> Page[QueuedCase]:
    return await ask.get(Page[QueuedCase], SERVICE, "/moderation/cases", query)


async def case(ask: Caller, case_id: str) -> Case:
    return await ask.get(Case, SERVICE, f"/moderation/cases/{case_id}")


async def case_verb(ask: Caller, case_id: str, verb: str, body: Any = None) -> None:
    await ask.send("POST", SERVICE, f"/moderation/cases/{case_id}/{verb}", body)


async def decide_complaint(ask: Caller, complaint_id: str, body: dict[str, Any]) -> None:
    await ask.send("POST", SERVICE, f"/moderation/complaints/{complaint_id}/decide", body)


async def transparency(ask: Caller, year: str) -> bytes:
    found = await ask.upstreams.send(
        "GET",
        SERVICE,
        "/api/v1/moderation/transparency.csv",
        query={"year": year},
        principal=ask.principal,
    )
    return bytes(found.body)


async def shop_decisions(ask: Caller, slug: str) -> Sequence[ShopDecision]:
    path = f"/shops/{slug}/decisions"
    return (await ask.get(Page[ShopDecision], SERVICE, path, {"limit": 100})).items


async def public_recalls(ask: Caller, **query: Any) -> Page[Recall]:
    return await ask.get(Page[Recall], SERVICE, "/recalls", query)


async def all_recalls(ask: Caller, slug: str | None, **query: Any) -> Page[Recall]:
    """Drafts too: of the whole market, or of one shop."""
    path = f"/shops/{slug}/recalls" if slug else "/moderation/recalls"
    return await ask.get(Page[Recall], SERVICE, path, query)


async def recall(ask: Caller, recall_id: str) -> Recall:
    return await ask.get(Recall, SERVICE, f"/recalls/{recall_id}")


async def write_recall(ask: Caller, body: dict[str, Any], key: str) -> Recall:
    return parsed(Recall, SERVICE, await ask.send("POST", SERVICE, "/recalls", body, key=key))


async def recall_verb(ask: Caller, recall_id: str, verb: str) -> None:
    await ask.send("POST", SERVICE, f"/recalls/{recall_id}/{verb}")


async def correct_recall(ask: Caller, recall_id: str, body: dict[str, Any]) -> None:
    await ask.send("PATCH", SERVICE, f"/recalls/{recall_id}", body)


async def affected(ask: Caller, **query: Any) -> Affected:
    return await ask.get(Affected, orders.SERVICE, "/recalls/affected", query)


async def recall_orders(ask: Caller, recall_id: str, **query: Any) -> RecallOrders:
    return await ask.get(RecallOrders, orders.SERVICE, f"/recalls/{recall_id}/orders", query)


async def mark_called(ask: Caller, recall_id: str, order_id: str, *, called: bool) -> None:
    path = f"/recalls/{recall_id}/orders/{order_id}"
    await ask.send("PATCH", orders.SERVICE, path, {"called": called})


async def takedowns(ask: Caller, **query: Any) -> Page[Takedown]:
    return await ask.get(Page[Takedown], SERVICE, "/moderation/takedowns", query)


async def enter_takedown(ask: Caller, body: dict[str, Any]) -> None:
    await ask.send("POST", SERVICE, "/moderation/takedowns", body)


async def takedown_done(ask: Caller, takedown_id: str, note: str) -> None:
    await ask.send("POST", SERVICE, f"/moderation/takedowns/{takedown_id}/done", {"note": note})
