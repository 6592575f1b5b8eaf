"""One line of a contract: what, how many, for how much, and all that must stand beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from orders.domain.shown import Document
from orders.files.contract_words import ContractWords

_SHOWS_VAT = "standard"
_PERMILLE = 10


def line_of(
    line: Mapping[str, Any],
    permille: int | None,
    tax_mode: str,
    words: ContractWords,
    *,
    business: bool,
) -> Document:
    notes = list(_notes(line, words))
    if permille and tax_mode == _SHOWS_VAT:
        notes.append(words.texts["notes"]["vat"].format(rate=_rate(permille, words)))
    if not business:
        notes.append(_withdrawal(line, words))
    return {
        "quantity": line["quantity"],
        "title": ", ".join(filter(None, (line["title"], line.get("label")))),
        "total": words.money(line["line_total"]["amount"]),
        "notes": notes,
    }


def _notes(line: Mapping[str, Any], words: ContractWords) -> Iterator[str]:
    said, money = words.texts["notes"], words.money
    if weighed := line.get("weighed"):
        yield said["weighed"].format(
            estimate=money(line["estimate"]["amount"]),
            most=money(line["line_total"]["amount"]),
            per_kg=money(weighed["per_kg"]),
        )
    elif unit := line.get("unit_price"):
        amount = money(unit["amount"])
        yield said["unit_price"].format(amount=amount, per=unit["per"])
    if deposit := line.get("deposit_total"):
        yield said["deposit"].format(amount=money(deposit["amount"]))
    for name, fact in (("age", "age"), ("lead_days", "days"), ("batch", "batch")):
        if line.get(name):
            yield said[name].format(**{fact: line[name]})


def _withdrawal(line: Mapping[str, Any], words: ContractWords) -> str:
    said: Mapping[str, str] = words.texts["withdrawals"]
    return said.get(line.get("withdrawal_class") or "none", said["none"])


def _rate(permille: int, words: ContractWords) -> str:
    whole, rest = divmod(permille, _PERMILLE)
    comma = "," if words.language == "de" else "."
    return f"{whole}{comma}{rest}" if rest else str(whole)
