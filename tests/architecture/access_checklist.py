"""Lines of a shop's checklist, what was shown for them, and the operator's wording."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.architecture.access_calls import a_picture, multipart
from tests.architecture.access_shops import draft_shop, live_shop
from tests.architecture.access_things import Maker, Thing, Things


def _line(shop: Thing, key: str, **values: str) -> Thing:
    path = f"/shops/{shop.values['slug']}/checklist"
    return Thing(
        {**shop.values, "key": key, "kind": "lucid", **values},
        shop.entitled,
        shop.party,
        (*shop.looks, (shop.entitled, path)),
        facts=shop.facts,
    )


async def open_line(things: Things) -> Thing:
    return _line(await live_shop(things), "food_registration")


async def draft_line(things: Things) -> Thing:
    return _line(await draft_shop(things), "food_registration")


async def owners_line(things: Things) -> Thing:
    """What the owner alone can say."""
    return _line(await live_shop(things), "lawful_goods")


async def shown_line(things: Things) -> Thing:
    """A certificate that waits for a look."""
    shop = await live_shop(things)
    path, owner = f"/shops/{shop.values['slug']}", shop.entitled
    await owner.ask("PUT", f"{path}/proofs/organic", json={"number": "DE-ÖKO-006"})
    body, headers = multipart(a_picture())
    there = f"{path}/checklist/organic/document"
    found = (await owner.ask("POST", there, body=body, headers=headers)).json()
    document = next(item["document_id"] for item in found["items"]
                    if item.get("key") == "organic")  # fmt: skip
    return _line(shop, "organic", document_id=document)


async def wording(things: Things) -> Thing:
    return Thing({"version": "1"}, things.who("operator"), things.who("buyer"))


MAKERS: dict[str, Maker] = {
    maker.__name__: maker for maker in (open_line, draft_line, owners_line, shown_line, wording)
}
UPLOADS = {"POST /shops/{slug}/checklist/{key}/document"}
_ONE = "/shops/{slug}/checklist/{key}"
_REASON = {"reason": "Das liegt schon beim Amt."}
BODIES: Mapping[str, Callable[[Thing], Any]] = {
    "POST /shops/{slug}/checklist": lambda _: {"answers": [{"key": "food_registration"}]},
    "PUT /shops/{slug}/business-type": lambda _: {"business_type": "maker"},
    f"POST {_ONE}/declare": lambda _: {},
    f"POST {_ONE}/waive": lambda _: _REASON,
    f"POST {_ONE}/reject": lambda _: _REASON,
    f"POST {_ONE}/ask": lambda _: {"question": uuid4().hex},
    "PUT /shops/{slug}/proofs/{kind}": lambda _: {"number": "DE1234567890123"},
}
