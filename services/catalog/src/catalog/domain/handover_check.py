"""What an owner looks at before taking a shop over, part by part."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Block(StrEnum):
    PROFILE = "profile"
    IMPRINT = "imprint"
    PRODUCTS = "products"
    PRICES = "prices"


class HandoverState(StrEnum):
    PREPARED = "prepared"
    CHECKED = "checked"
    TAKEN_OVER = "taken_over"


def state_of(checks: Mapping[str, Mapping[str, Any]], *, accepted: bool) -> HandoverState:
    """Checked is a shop of which every part was found right."""
    if accepted:
        return HandoverState.TAKEN_OVER
    right = all(checks.get(block, {}).get("ok") for block in Block)
    return HandoverState.CHECKED if right else HandoverState.PREPARED
