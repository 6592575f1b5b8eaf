"""What the buyer chose for each shop, held against what is possible; one fee for one round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from marketkit.errors import FieldError
from marketkit.money import split_by_weights
from marketkit.pickup.windows import Slot

from orders.domain.cart import Cart, Line, Shop, by_shop, totals
from orders.domain.errors import AddressMissingError, WayNotOfferedError
from orders.domain.fulfilment import Address, ChosenWay, Fulfilment, Place, Way
from orders.domain.new_order import Agreed, choose_slots
from orders.domain.order import PaymentMethod
from orders.domain.pickup_times import Around, Times
from orders.domain.stations import Stations
from orders.domain.ways import Offered, ShopTimes, ways_of

_NOBODY_CASHES: Final = "Dort kann niemand kassieren. Bitte bezahlen Sie online."
_GONE: Final = "Diese Zeit gibt es nicht mehr. Bitte wählen Sie eine andere."
_UNKNOWN: Final = "Diesen Weg bietet der Laden nicht an. Bitte wählen Sie einen anderen."


@dataclass(frozen=True, slots=True)
class Choice:
    """How the buyer wants it: by shop, and where it is brought to."""

    slots: Mapping[UUID, datetime]
    ways: Mapping[UUID, ChosenWay]
    address: Address | None
    method: PaymentMethod

    def at_the_shop(self) -> dict[UUID, datetime]:
        """Times at the shops themselves, in either manner of saying so."""
        said = {shop: way.start for shop, way in self.ways.items() if _by_the_shop(way)}
        others = {shop: at for shop, at in self.slots.items() if shop not in self.ways}
        return others | said

    def of_rounds(self) -> dict[UUID, UUID]:
        """At which place of a selling round, by shop."""
        return {shop: way.point_id for shop, way in self.ways.items()
                if way.round_id and way.point_id}  # fmt: skip

    def elsewhere(self) -> dict[UUID, ChosenWay]:
        return {shop: way for shop, way in self.ways.items() if not _by_the_shop(way)}


def _by_the_shop(way: ChosenWay) -> bool:
    """Selling rounds come with the shops' own times."""
    return way.way is Way.SHOP or way.round_id is not None


def choose_ways(
    cart: Cart, choice: Choice, stations: Stations, now: datetime, around: Around
) -> list[Agreed]:
    """Each shop with what was agreed; in the cart's order.

    Raises what `choose_slots` raises for a missing or impossible time, `AddressMissingError`,
    or `WayNotOfferedError`, which names `ways.<shop_id>`.
    """
    elsewhere = choice.elsewhere()
    lines = tuple(line for line in cart.lines if line.shop.id not in elsewhere)
    agreed: list[Agreed] = []
    if lines:
        rest = replace(cart, lines=lines)
        agreed = choose_slots(rest, choice.at_the_shop(), now, around, choice.of_rounds())
        _check_cash(agreed, choice.method, around)
    if not elsewhere:
        return agreed
    groups = by_shop(cart.lines)
    parcels = [(shop, found) for shop, found in groups if shop.id in elsewhere]
    if any(elsewhere[shop.id].way is Way.DELIVERY for shop, _ in parcels):
        _check_address(choice.address)
    agreed += _agreed_elsewhere(parcels, choice, stations, now)
    order = [shop.id for shop, _ in groups]
    return sorted(agreed, key=lambda each: order.index(each.shop.id))


def _check_cash(agreed: Sequence[Agreed], method: PaymentMethod, around: Around) -> None:
    """Also where a round is handed out somebody must be there who takes the money."""
    stations = (pickup.station for each in around.rounds for pickup in each.pickups)
    cashless = {station.id for station in stations if station and not station.pay_there}
    refused = [
        FieldError(f"ways.{each.shop.id}", f"{each.shop.name}: {_NOBODY_CASHES}")
        for each in agreed
        if each.fulfilment.round_id and each.fulfilment.point_id in cashless
    ]
    if refused and method is PaymentMethod.PICKUP:
        raise WayNotOfferedError(errors=refused)


def _check_address(address: Address | None) -> None:
    asked = {
        "street": "Bitte geben Sie Straße und Hausnummer an.",
        "postal_code": "Bitte geben Sie die Postleitzahl an.",
        "place": "Bitte geben Sie den Ort an.",
    }
    missing = [
        FieldError(f"address.{name}", words)
        for name, words in asked.items()
        if address is None or not getattr(address, name).strip()
    ]
    if missing:
        raise AddressMissingError(errors=missing)


def _agreed_elsewhere(
    parcels: Sequence[tuple[Shop, Sequence[Line]]],
    choice: Choice,
    stations: Stations,
    now: datetime,
) -> list[Agreed]:
    found: list[tuple[Agreed, Offered]] = []
    refused: list[FieldError] = []
    for shop, lines in parcels:
        wanted = choice.ways[shop.id]
        code = choice.address.postal_code if choice.address else None
        ways = ways_of((shop, lines), stations, now, _no_times, code)
        offered = find_way(ways, wanted)
        slot = offered.slot_at(wanted.start) if offered else None
        reason = _why_not(offered, slot, wanted, choice.method)
        if reason or offered is None or slot is None:
            refused.append(FieldError(f"ways.{shop.id}", f"{shop.name}: {reason}"))
            continue
        found.append((_agree(shop, lines, slot, offered, choice.address), offered))
    if refused:
        raise WayNotOfferedError(errors=refused)
    return _with_shared_fees(found)


def find_way(ways: Sequence[Offered], wanted: ChosenWay) -> Offered | None:
    """The offer that the chosen names mean."""
    for each in ways:
        tour_id = each.tour.id if each.tour else None
        names = (each.way, each.point_id, each.round_id, tour_id)
        if names == (wanted.way, wanted.point_id, wanted.round_id, wanted.tour_id):
            return each
    return None


def _why_not(
    offered: Offered | None, slot: Slot | None, wanted: ChosenWay, method: PaymentMethod
) -> str | None:
    if offered is None:
        return _UNKNOWN
    if offered.reason:
        return offered.reason
    if slot is None:
        full = wanted.start in offered.full
        return "Diese Zeit ist gerade ausgebucht. Bitte wählen Sie eine andere." if full else _GONE
    return _NOBODY_CASHES if method is PaymentMethod.PICKUP and not offered.pay_there else None


def _agree(
    shop: Shop, lines: Sequence[Line], slot: Slot, offered: Offered, address: Address | None
) -> Agreed:
    delivered = offered.way is Way.DELIVERY
    return Agreed(
        shop,
        lines,
        slot,
        Fulfilment(
            way=offered.way,
            fee=offered.fee,
            point_id=offered.point.id if offered.point else None,
            address=address if delivered else None,
            shown=offered.shown(),
        ),
        place_of(offered, slot),
    )


def place_of(offered: Offered, slot: Slot) -> Place | None:
    """Where it takes up room, if anybody counts there."""
    if offered.capacity is None:
        return None
    return Place(offered.key, slot.start, offered.capacity)


def _with_shared_fees(found: Sequence[tuple[Agreed, Offered]]) -> list[Agreed]:
    """One fee for all a round brings to one door at one time, split by what the goods cost."""
    rounds: dict[tuple[str, datetime], list[int]] = {}
    for index, (agreed, offered) in enumerate(found):
        if offered.tour:
            rounds.setdefault((offered.key, agreed.slot.start_utc), []).append(index)
    result = [agreed for agreed, _ in found]
    for indexes in rounds.values():
        tour = found[indexes[0]][1].tour
        assert tour
        goods = [totals(result[index].lines).subtotal for index in indexes]
        weights = goods if sum(goods) else [1] * len(goods)
        for index, share in zip(
            indexes, split_by_weights(tour.fee_for(sum(goods)), weights), strict=True
        ):
            fulfilment = replace(result[index].fulfilment, fee=share)
            result[index] = replace(result[index], fulfilment=fulfilment)
    return result


def _no_times(_shop: Shop, _lines: Sequence[Line]) -> Times:
    """Times at the shop itself are somebody else's question here."""
    return Times()


def offered_to(
    cart: Cart,
    stations: Stations,
    now: datetime,
    shop_times: ShopTimes,
    postal_code: str | None = None,
) -> list[tuple[Shop, Sequence[Line], list[Offered]]]:
    """All ways of all shops of a cart."""
    return [
        (shop, lines, ways_of((shop, lines), stations, now, shop_times, postal_code))
        for shop, lines in by_shop(cart.lines)
    ]
