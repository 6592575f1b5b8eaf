"""How a cart can be had: each shop's ways, and the plan with the fewest stops."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from marketkit.service import CurrentPrincipal
from pydantic import BaseModel, Field

from orders.domain.cart import MAX_LINES
from orders.domain.choosing_ways import Choice
from orders.domain.order import PaymentMethod
from orders.http.answers import answer
from orders.http.bodies import AddressBody, Body, Moment, WayBody
from orders.http.dependencies import Ctx
from orders.http.way_answers import fees_document, plans_document, ways_document
from orders.use_cases.find_ways import Asked, Sketch, agreed_so_far, cart_plans, cart_ways
from orders.use_cases.online_possible import online_ways

router = APIRouter(prefix="/api/v1/carts", tags=["ways"])
PostalCode = Annotated[str | None, Query(pattern=r"^\d{5}$")]


class Wanted(BaseModel):
    """What is known of who asks; all of it may be missing."""

    postal_code: str | None = Field(default=None, pattern=r"^\d{5}$")
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    payment: Literal["pickup", "online"] = "pickup"

    def asked(self, cart_id: UUID, account_id: UUID | None) -> Asked:
        home = None if self.lat is None or self.lon is None else (self.lat, self.lon)
        return Asked(cart_id, account_id, self.postal_code, home, self.payment == "online")


@router.get("/{cart_id}/ways")
async def read_ways(
    cart_id: UUID, context: Ctx, principal: CurrentPrincipal, postal_code: PostalCode = None
) -> Response:
    """By shop: at its counter, at shared points, at the door; times, fee, or the reason why not.

    Without a postal code delivery is shown as if the door were within reach.
    """
    found = await cart_ways(context, Asked(cart_id, principal.id, postal_code))
    return answer(ways_document(found))


class SketchBody(Body):
    """As much of a checkout's body as says how and when."""

    slots: dict[UUID, Moment] = Field(default_factory=dict, max_length=MAX_LINES)
    ways: dict[UUID, WayBody] = Field(default_factory=dict, max_length=MAX_LINES)
    address: AddressBody | None = None
    payment: Literal["pickup", "online"] = "pickup"

    def choice(self) -> Choice:
        ways = {shop_id: way.chosen() for shop_id, way in self.ways.items()}
        address = self.address.address() if self.address else None
        return Choice(self.slots, ways, address, PaymentMethod(self.payment))


@router.post("/{cart_id}/fees")
async def read_fees(
    cart_id: UUID, body: SketchBody, context: Ctx, principal: CurrentPrincipal
) -> Response:
    """What these choices come to, shop by shop; nothing is written. Refuses as a checkout does.

    `online_ways` is what the pay page would offer; `debit_from` says from when on a debit could be,
    where only these times are too soon for one.
    """
    sketch = Sketch(body.choice(), cart_id, principal.id)
    agreed = await agreed_so_far(context, sketch)
    return answer(fees_document(agreed, online_ways(context, agreed)))


@router.get("/{cart_id}/plans")
async def read_plans(
    cart_id: UUID,
    context: Ctx,
    principal: CurrentPrincipal,
    wanted: Annotated[Wanted, Query()],
) -> Response:
    """All shops of the cart in the fewest stops, and other plans with what they cost.

    `choices` of a plan are the `ways` of a checkout. With `lat` and `lon` the nearer of two equal
    places comes first; with `payment=online` also places where nobody takes money.
    """
    asked = wanted.asked(cart_id, principal.id)
    return answer(plans_document(*await cart_plans(context, asked)))
