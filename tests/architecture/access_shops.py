"""Shops, hand-over links and products in every state."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.architecture.access_calls import a_picture, multipart
from tests.architecture.access_people import Person
from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.actors import a_product, a_shop
from tests.journeys.things import eventually

A_DAY = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()


async def _draft(advisor: Person) -> str:
    shop = await advisor.post("/shops", a_shop(f"Laden {uuid4().hex[:8]}"))
    return str(shop["slug"])


async def _handed_over(things: Things, owner: Person) -> str:
    """Brought in by an advisor whose mandate the owner then ended; live."""
    advisor = things.who("former_advisor")
    slug = await _draft(advisor)
    link = await advisor.post(f"/shops/{slug}/handover", {})
    wording = (await owner.get(f"/handovers/{link['code']}"))["wording"]["version"]
    mandate = {"actions": ["orders", "prices"], "until": A_DAY, "wording": wording}
    await owner.post(f"/handovers/{link['code']}/accept", {"mandate": mandate})
    await owner.post(f"/shops/{slug}/go-live")
    for given in (await owner.get(f"/shops/{slug}/mandates"))["items"]:
        await owner.post(f"/shops/{slug}/mandates/{given['id']}/withdraw")
    await _known_at_the_counter(slug, owner, advisor)
    return slug


async def _known_at_the_counter(slug: str, staff: Person, *others: Person) -> None:
    """Who works where reaches the service of orders by events."""

    async def told() -> bool:
        await staff.get(f"/shops/{slug}/stock")
        answers = [await other.ask("GET", f"/shops/{slug}/stock") for other in others]
        return all(answer.status == 404 for answer in answers)

    await eventually(told)


def _shop(things: Things, slug: str, entitled: str) -> Thing:
    insider = things.who(entitled)
    paths = (f"/shops/{slug}", f"/shops/{slug}/products", f"/shops/{slug}/activity")
    return Thing(
        {"slug": slug},
        insider,
        things.who("buyer"),
        tuple((insider, path) for path in paths),
        facts={"title": f"Brot {uuid4().hex[:8]}"},
    )


async def live_shop(things: Things) -> Thing:
    return _shop(things, await _handed_over(things, things.who("owner")), "owner")


async def paused_shop(things: Things) -> Thing:
    shop = await live_shop(things)
    await shop.entitled.post(f"/shops/{shop.values['slug']}/pause")
    return shop


async def draft_shop(things: Things) -> Thing:
    advisor = things.who("advisor")
    slug = await _draft(advisor)
    await _known_at_the_counter(slug, advisor)
    return _shop(things, slug, "advisor")


async def _link(things: Things) -> Thing:
    shop = await draft_shop(things)
    advisor, path = shop.entitled, f"/shops/{shop.values['slug']}"
    link = await advisor.post(f"{path}/handover", {})
    looks = (*shop.looks, (advisor, f"/handovers/{link['code']}"))
    return Thing({"code": link["code"], **shop.values}, things.who("owner"), advisor, looks)


async def open_link(things: Things) -> Thing:
    """Whoever holds it may use it: that is what it is for."""
    return await _link(things)


async def used_link(things: Things) -> Thing:
    link = await _link(things)
    await link.entitled.post(f"/handovers/{link.values['code']}/accept")
    seen = ((link.entitled, f"/shops/{link.values['slug']}"),)
    return Thing(link.values, link.entitled, link.party, seen)


async def ended_link(things: Things) -> Thing:
    """A newer one has taken its place."""
    link = await _link(things)
    path = f"/shops/{link.values['slug']}"
    await link.party.post(f"{path}/handover", {})
    return Thing(link.values, link.entitled, link.party, ((link.party, path),))


async def _product(things: Things, shop_kind: str = "live_shop", **more: Any) -> Thing:
    """A draft with a picture."""
    shop = await things.shared(shop_kind)
    insider, path = shop.entitled, f"/shops/{shop.values['slug']}/products"
    product = await insider.post(path, a_product(f"Brot {uuid4().hex[:8]}", 480, **more))
    body, headers = multipart(a_picture())
    address = f"/products/{product['id']}"
    answer = await insider.ask("POST", f"{address}/images", body=body, headers=headers)
    image = answer.json()["images"][0]
    values = {
        "product_id": product["id"],
        "image_id": image["id"],
        "variant_id": product["variants"][0]["id"],
        "name": image["urls"]["320"].rpartition("/")[2],
        "slug": shop.values["slug"],
    }
    return Thing(values, insider, shop.party, ((insider, address),))


async def draft(things: Things) -> Thing:
    return await _product(things)


async def published(things: Things, shop_kind: str = "live_shop", **more: Any) -> Thing:
    product = await _product(things, shop_kind, **more)
    await product.entitled.post(f"/products/{product.values['product_id']}/publish")
    return product


async def withdrawn(things: Things) -> Thing:
    product = await published(things)
    await product.entitled.post(f"/products/{product.values['product_id']}/withdraw")
    return product


async def early(things: Things) -> Thing:
    """On sale already, in a shop that nobody sees yet."""
    return await published(things, "draft_shop")


async def buyable(things: Things, variant: str) -> None:
    """Wait until a cart may be ordered with it: the news of its price and stock travel."""

    async def can_be_ordered() -> bool:
        line = {"variant_id": variant, "quantity": 1}
        cart = await things.who("guest").post("/carts", {"lines": [line]})
        return bool(cart["can_checkout"])

    await eventually(can_be_ordered)


async def shelf(things: Things) -> Thing:
    """Goods whose number is known where they are sold."""
    product = await published(things, on_hand=1000)
    owner, variant = product.entitled, product.values["variant_id"]
    path = f"/shops/{product.values['slug']}/stock"
    await buyable(things, variant)
    return Thing(product.values, owner, product.party, ((owner, path),))


async def swapped_picture(things: Things) -> Thing:
    """The path names the neighbour's product, but a picture of the owner's."""
    owner, neighbour = things.who("owner"), things.who("neighbour")
    mine = await things.shared("published")
    slug = await _handed_over(things, neighbour)
    theirs = await neighbour.post(f"/shops/{slug}/products", a_product("Nachbars Brot", 480))
    await neighbour.post(f"/products/{theirs['id']}/publish")
    values = {"product_id": theirs["id"], "image_id": mine.values["image_id"]}
    looks = (*mine.looks, (neighbour, f"/products/{theirs['id']}"))
    return Thing(values, owner, mine.party, looks)


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        live_shop, paused_shop, draft_shop, open_link, used_link, ended_link,
        draft, published, withdrawn, early, shelf, swapped_picture,
    )
}  # fmt: skip
