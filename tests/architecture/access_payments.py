"""Matters of money that need a person."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from tests.architecture.access_things import Maker, Thing, Things


async def matter(things: Things) -> Thing:
    operator = things.who("operator")
    look = ((operator, "/operations/payments"),)
    return Thing({"matter_id": str(uuid4())}, operator, things.who("owner"), look)


BODIES: Mapping[str, Callable[[Any], Any]] = {
    "POST /operations/payments/{matter_id}/close": lambda _: {"note": "Geklärt."},
    "POST /operations/payments/{matter_id}/again": lambda _: None,
}
MAKERS: Mapping[str, Maker] = {"matter": matter}
