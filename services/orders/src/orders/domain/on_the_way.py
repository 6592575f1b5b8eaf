"""The order in which a drive comes by doors: by time, by the codes its maker named, by street."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

Rank = tuple[datetime, int, str, str, str, list[int], str]


def on_the_way(
    start: datetime, address: Mapping[str, Any], codes: Sequence[str], number: str
) -> Rank:
    """What is sorted by; a code nobody named comes last."""
    code, street = str(address.get("postal_code") or ""), str(address.get("street") or "")
    rank = codes.index(code) if code in codes else len(codes)
    numbers = [int(piece) if piece.isdecimal() else 0 for piece in re.findall(r"\d+", street)]
    name = re.sub(r"\d.*", "", street).strip().casefold()
    return start, rank, code, str(address.get("place") or ""), name, numbers, number
