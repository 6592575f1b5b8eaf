"""Mandates in every state, people of a shop, and invitations."""

import re
from typing import Any
from uuid import uuid4

from tests.architecture.access_people import Person
from tests.architecture.access_shops import A_DAY
from tests.architecture.access_things import Maker, Thing, Things
from tests.journeys.things import eventually


async def _asked(things: Things) -> tuple[Thing, dict[str, Any], Person]:
    """An advisor whom nobody else knows asks for a shop that everybody sees."""
    shop = await things.shared("live_shop")
    advisor = things.who("party_advisor")
    path = f"/shops/{shop.values['slug']}/mandates"
    asked = await advisor.post(path, {"actions": ["prices"], "until": A_DAY})
    return shop, asked, advisor


def _thing(shop: Thing, asked: dict[str, Any], advisor: Person) -> Thing:
    code = asked["url_path"].rpartition("/")[2]
    values = {"slug": shop.values["slug"], "mandate_id": asked["id"], "code": code}
    looks = ((shop.entitled, f"/shops/{shop.values['slug']}/mandates"),)
    return Thing(values, shop.entitled, advisor, looks)


async def question(things: Things) -> Thing:
    """Open, with a link that says no for whoever holds it, and yes for the owner alone."""
    shop, asked, advisor = await _asked(things)
    return _thing(shop, asked, advisor)


async def agreed(things: Things) -> Thing:
    """By its link."""
    thing = await question(things)
    wording = await _wording(thing)
    path = f"/mandates/{thing.values['code']}/grant"
    await thing.entitled.post(path, {"name": "Greta", "wording": wording})
    return thing


async def granted(things: Things) -> Thing:
    """By the owner; the advisor may only give it back."""
    return await agreed(things)


async def swapped_mandate(things: Things) -> Thing:
    """The path names the owner's shop, but a mandate of nobody there."""
    shop = await things.shared("live_shop")
    return Thing({**shop.values, "mandate_id": str(uuid4())}, shop.entitled, shop.party)


async def no_question(things: Things) -> Thing:
    return Thing({"code": "no-such-code"}, things.who("owner"), things.who("buyer"))


async def _wording(thing: Thing) -> str:
    found: str = (await thing.entitled.get(f"/mandates/{thing.values['code']}"))["wording"][
        "version"
    ]
    return found


async def invitation(things: Things) -> Thing:
    """Its code is in the mail alone. To a shop of its own: whoever accepts belongs to it."""
    shop = await things.fresh("live_shop")
    email = f"{uuid4().hex[:8]}@example.org"
    path = f"/shops/{shop.values['slug']}"
    made = await shop.entitled.post(f"{path}/invitations", {"email": email, "role": "packer"})
    code = await _code_in_the_mail(things, email)
    looks = ((shop.entitled, f"{path}/people"),)
    values = {**shop.values, "invitation_id": made["id"], "code": code}
    return Thing(values, shop.entitled, shop.party, looks)


async def swapped_invitation(things: Things) -> Thing:
    shop = await things.shared("live_shop")
    return Thing({**shop.values, "invitation_id": str(uuid4())}, shop.entitled, shop.party)


async def colleague(things: Things) -> Thing:
    """Works at the owner's shop, and may leave."""
    invited = await invitation(things)
    person = things.who("colleague")
    await person.post(f"/invitations/{invited.values['code']}/accept")
    path = f"/shops/{invited.values['slug']}"
    people = (await invited.entitled.get(f"{path}/people"))["people"]
    account = next(one["account_id"] for one in people if one["name"] == "Colleague")
    values = {**invited.values, "account_id": account}
    return Thing(values, invited.entitled, person, invited.looks)


async def _code_in_the_mail(things: Things, email: str) -> str:
    operator = things.who("operator")

    async def arrived() -> Any:
        mails = (await operator.get("/operations/mails"))["items"]
        return next((mail for mail in mails if email in str(mail)), None)

    mail = await eventually(arrived)
    whole = await operator.get(f"/operations/mails/{mail['id']}")
    found = re.search(r"/einladung/([A-Za-z0-9_-]+)", str(whole))
    assert found
    return found[1]


MAKERS: dict[str, Maker] = {
    maker.__name__: maker
    for maker in (
        question, agreed, granted, swapped_mandate, no_question, invitation, swapped_invitation,
        colleague,
    )
}  # fmt: skip
