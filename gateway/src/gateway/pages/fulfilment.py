"""How and when: a plan over all shops, another choice for some, and where it is brought to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from gateway.clients import UpstreamProblem
from gateway.pages.answers.ways import (
    NOTHING_AGREED,
    CartWays,
    Fees,
    OneWay,
    Plan,
    Plans,
    ShopWays,
)
from gateway.pages.context import Context
from gateway.pages.forms import Form
from gateway.pages.market import ways
from gateway.pages.market.caller import Caller
from gateway.pages.parts import part
from gateway.presenters.numbers import money
from gateway.presenters.slots import by_day

ADDRESS: Final = ("name", "street", "postal_code", "place", "note")
_ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_CODE: Final = re.compile(
    rf"(?P<kind>(?:point|tour|round)(?=:)|door(?=@))(?::(?P<id>{_ID}))?(?::(?P<place>{_ID}))?"
    r"@(?P<start>[0-9T:+.Z-]+)"
)
OWN: Final = "eigene"
"""Ticked in place of a plan that no longer holds for every shop; the plan's choices follow it."""
Codes = dict[str, str]
"""By shop: how and when, as `Named.code` writes it; a bare time is at the shop."""


def chosen(form: Form) -> Codes:
    """The plan that was ticked, with what was chosen otherwise for single shops."""
    found = dict.fromkeys(form.starting("slot-"), "")
    for pair in form.text("plan").split("|"):
        shop, _, code = pair.partition("=")
        if re.fullmatch(_ID, shop) and code:
            found[shop] = code
    return found | {shop: code for shop, code in form.starting("slot-").items() if code}


def address_from(form: Form) -> dict[str, str]:
    return {name: form.text(f"address-{name}") for name in ADDRESS}


def body(codes: Mapping[str, str], address: Mapping[str, str]) -> dict[str, Any]:
    """As the checkout takes it; the address only when something is brought."""
    slots = {shop: code for shop, code in codes.items() if code and "@" not in code}
    elsewhere = {shop: way_of(code) for shop, code in codes.items() if "@" in code}
    found: dict[str, Any] = {"slots": slots}
    if elsewhere:
        found["ways"] = elsewhere
    if any(way["way"] == "delivery" for way in elsewhere.values()):
        found["address"] = dict(address)
    return found


def way_of(code: str) -> dict[str, Any]:
    """As the service names it."""
    match = _CODE.fullmatch(code)
    if match is None:
        # Made up by hand: the service says what is wrong with it.
        return {"way": "shop", "start": code.rpartition("@")[2]}
    kind, named, start = match["kind"], match["id"], match["start"]
    if kind == "round":
        return {"way": "point", "round_id": named, "point_id": match["place"], "start": start}
    if kind == "point":
        return {"way": "point", "point_id": named, "start": start}
    return {"way": "delivery", "start": start} | ({"tour_id": named} if kind == "tour" else {})


def is_brought(code: str) -> bool:
    return "@" in code and way_of(code)["way"] == "delivery"


@dataclass(frozen=True, slots=True)
class ShopChoice:
    """One shop's own choices, grouped by how and day."""

    shop_id: str
    name: str
    groups: list[tuple[str, list[tuple[str, str]]]]
    notes: tuple[str, ...]
    """Why a way is not possible, or what it costs."""

    @property
    def field(self) -> str:
        return f"slot-{self.shop_id}"


@dataclass(frozen=True, slots=True)
class Choosing:
    """What the part of the page shows."""

    plans: Sequence[Plan]
    plan: str
    """Which is ticked; where single shops are chosen otherwise it holds for the others only."""
    shops: Sequence[ShopChoice]
    own: Mapping[str, str]
    """What was chosen for single shops beside the plan."""
    may_deliver: bool

    @property
    def own_code(self) -> str:
        """What stands for times of one's own, with the plan for all other shops."""
        return f"{OWN}|{self.plan}"

    @property
    def delivers(self) -> bool:
        """Whether the ticked plan, or what was chosen beside it, brings something."""
        planned = any(plan.delivers for plan in self.plans if plan.code == self.plan)
        return planned or any(is_brought(code) for code in self.own.values())


async def choosing(
    ask: Caller, here: Context, cart_id: str, form: Form, payment: str
) -> Choosing | None:
    """None when nobody answers: then the times at the shops are shown alone."""
    code = _postal_code(form.text("address-postal_code"))
    found = await part(ways.ways(ask, cart_id, code), may_be_missing=True)
    if found is None:
        return None
    lat, lon = _home(here, code)
    query = {"postal_code": code or None, "lat": lat, "lon": lon, "payment": payment}
    planned = await part(ways.plans(ask, cart_id, **query)) or Plans()
    return Choosing(
        planned.plans,
        _ticked(planned.plans, form),
        [shop_choice(here, shop) for shop in found.shops],
        {shop: code for shop, code in form.starting("slot-").items() if code},
        may_deliver=_delivers(found),
    )


async def agreed(
    ask: Caller, cart_id: str, codes: Codes, address: Mapping[str, str], payment: str
) -> Fees:
    """What the choices come to; nothing while one of them cannot be agreed on."""
    if not any(codes.values()):
        return NOTHING_AGREED
    wanted = body(codes, address) | {"payment": payment}
    try:
        return await ways.fees(ask, cart_id, wanted)
    except UpstreamProblem:
        return NOTHING_AGREED


def _ticked(plans: Sequence[Plan], form: Form) -> str:
    """What was ticked before; at first the best that costs nothing: nothing paid is pre-ticked."""
    codes = [plan.code for plan in plans]
    before = form.text("plan").removeprefix(f"{OWN}|")
    if before in codes:
        return before
    if any(form.starting("slot-").values()):
        return ""
    free = [plan for plan in plans if not plan.fee.amount and not plan.delivers]
    return free[0].code if free else ""


def preselected(found: Choosing | None) -> Codes:
    """The choices of the ticked plan, for a page that nobody has filled in yet."""
    if found is None or not found.plan:
        return {}
    pairs = (pair.partition("=") for pair in found.plan.split("|"))
    return {shop: code for shop, _, code in pairs}


def shop_choice(here: Context, shop: ShopWays) -> ShopChoice:
    """All times of one shop, and why some ways have none."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    notes = []
    for way in shop.ways:
        name = _name(here, way)
        if way.reason:
            notes.append(f"{name}: {way.reason}")
        if not way.pay_there:
            notes.append(str(here.text("ways.online_only", name=name)))
        for day, slots in by_day(
            [(slot.start, slot.end, slot.label) for slot in way.slots], here.language
        ):
            words = [(way.code(datetime.fromisoformat(start)), text) for start, text in slots]
            groups.append((f"{name}, {day}" if way.way != "shop" else day, words))
    if not any(way.slots for way in shop.ways) and shop.reason and not notes:
        notes.append(shop.reason)
    return ShopChoice(shop.shop_id, shop.name, groups, tuple(dict.fromkeys(notes)))


def _name(here: Context, way: OneWay) -> str:
    if way.way == "shop":
        return str(here.text("ways.shop"))
    fee = money(way.fee, here.language) if way.fee.amount else str(here.text("ways.free"))
    if way.way == "point":
        return str(here.text("ways.point", name=way.where.name))
    if way.tour_id:
        return str(here.text("ways.tour", name=way.where.name, fee=fee))
    return str(here.text("ways.door", fee=fee))


def _delivers(found: CartWays) -> bool:
    return any(way.way == "delivery" for shop in found.shops for way in shop.ways)


def _postal_code(text: str) -> str:
    return text if re.fullmatch(r"\d{5}", text) else ""


def _home(here: Context, code: str) -> tuple[float | None, float | None]:
    """Where the postal code lies; unknown codes are nowhere."""
    for place in here.region.places:
        if code and code in (place["postal_code"], *place.get("further_codes", ())):
            return float(place["lat"]), float(place["lon"])
    return None, None
