"""What is sent to each route: always what its rules would accept from the right person."""

import io
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from uuid import uuid4

from PIL import Image

from tests.architecture.access_bodies_people import BODIES_OF_PEOPLE
from tests.architecture.access_people import Person
from tests.architecture.access_table import beside
from tests.architecture.access_things import Thing
from tests.journeys.actors import a_product
from tests.support.asgi import Answer

_WORDS = {"reason": "Der Ofen ist kalt."}


def checkout_body(facts: Mapping[str, Any], payment: str = "pickup") -> dict[str, Any]:
    contact = {"name": "Anna Beispiel", "email": "anna@example.org", "phone": "03441 12345"}
    return {"contact": contact, "slots": facts["slots"], "payment": payment}


def _lines(thing: Thing) -> dict[str, Any]:
    return {"lines": [{"variant_id": thing.values["variant_id"], "quantity": 2}]}


BODIES: Mapping[str, Callable[[Thing], Any]] = {
    "PATCH /shops/{slug}": lambda _: {"tagline": uuid4().hex},
    "POST /shops/{slug}/handover": lambda _: {},
    **BODIES_OF_PEOPLE,
    "POST /shops/{slug}/products": lambda thing: a_product(thing.facts["title"], 480),
    "PATCH /products/{product_id}": lambda _: {"description": uuid4().hex},
    "PATCH /products/{product_id}/images/{image_id}": lambda _: {"alt": uuid4().hex},
    "PUT /carts/{cart_id}/lines": _lines,
    "PUT /carts/{cart_id}/lines/{variant_id}": lambda _: {"quantity": 2},
    "POST /carts/{cart_id}/checkout": lambda thing: checkout_body(thing.facts),
    "PUT /stock/{variant_id}": lambda _: {"on_hand": 77},
    "POST /shop-orders/{shop_order_id}/decline": lambda _: _WORDS,
    "POST /shop-orders/{shop_order_id}/cancel": lambda _: _WORDS,
    "POST /shop-orders/{shop_order_id}/undo": lambda _: {"step": "accepted"},
    "POST /shop-orders/{shop_order_id}/hand-over": lambda thing: dict(thing.facts),
}
UPLOADS = {"POST /products/{product_id}/images"}


@cache
def _areas() -> tuple[dict[str, Callable[[Thing], Any]], set[str]]:
    """What all areas send, and where they send files."""
    bodies: dict[str, Callable[[Thing], Any]] = {}
    uploads: set[str] = set()
    for area in beside("access_*.py"):
        bodies |= getattr(area, "BODIES", {})
        uploads |= getattr(area, "UPLOADS", set())
    return bodies, uploads


async def call(route: str, thing: Thing, person: Person, query: Mapping[str, str]) -> Answer:
    """`"GET /shops/{slug}"` for this shop, by this person."""
    method, path = route.split()
    bodies, uploads = _areas()
    keywords: dict[str, Any] = {"query": query, "headers": {"idempotency-key": uuid4().hex}}
    if method == "GET":
        del keywords["headers"]
    elif route in uploads:
        keywords["body"], keywords["headers"] = multipart(a_picture())
    elif route in bodies:
        keywords["json"] = bodies[route](thing)
    return await person.ask(method, path.format(**thing.values), **keywords)


def a_picture() -> bytes:
    """Each one another, because the same again would stay one picture."""
    out = io.BytesIO()
    colour = tuple(uuid4().bytes[:3])
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()


def multipart(content: bytes) -> tuple[bytes, dict[str, str]]:
    head = b'--grenze\r\ncontent-disposition: form-data; name="file"; filename="brot.png"\r\n'
    kind = b"content-type: image/png\r\n\r\n"
    body = head + kind + content + b"\r\n--grenze--\r\n"
    return body, {"content-type": "multipart/form-data; boundary=grenze"}
