"""What an example shop shows of what its checklist asks for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from onebox.seed.shapes import SeedShop

OWNERS_WORD = "Das erklärt die Inhaberin oder der Inhaber bei der Übergabe selbst."


def answers_of(
    shop: SeedShop, lines: Iterable[Mapping[str, Any]], until: date
) -> list[dict[str, Any]]:
    """One answer for each line that is owed, save those the shop leaves open."""
    found = (_answer(shop, line, until) for line in lines if _is_owed(line))
    return [answer for answer in found if answer and answer["key"] not in shop.leaves_open]


def _is_owed(line: Mapping[str, Any]) -> bool:
    return not line["voluntary"] and line["state"] in {"open", "expired"}


def _answer(shop: SeedShop, line: Mapping[str, Any], until: date) -> dict[str, Any] | None:
    key, allowed = str(line["key"]), line["allowed"]
    if "declare" in allowed:
        return {"key": key}
    if "number" in allowed and line["proof"] in shop.numbers:
        return {"key": key, "number": shop.numbers[line["proof"]]}
    if line["given_by"] == "owner" and "waive" in allowed:
        waiver = {"reason": OWNERS_WORD, "until": until.isoformat()}
        return {"key": key, "waive": waiver}
    return None
