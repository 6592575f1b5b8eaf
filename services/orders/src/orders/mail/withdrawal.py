"""Letters about a withdrawal: the receipt with day and time (§ 356a BGB), and what follows."""

from collections.abc import Mapping, Sequence
from typing import Any

from marketkit.clock import HERE
from marketkit.mail import Section

from orders.domain.withdrawal import pay_back_by
from orders.mail.letter import Line, OrderLetter, Part
from orders.mail.phrases import day, money
from orders.mail.wording import Wording
from orders.store import withdrawals

_FOR_SHOPS = withdrawals.FOR_SHOPS


def compose_withdrawal(
    kind: str,
    filed: Mapping[str, Any],
    parts: Sequence[Mapping[str, Any]],
    wording: Wording,
    address: str,
    sender_name: str,
) -> OrderLetter:
    """`parts` are those the letter is about: all for the receipt, one shop's for the rest."""
    texts, labels = wording.mails[kind], wording.labels
    words = _words(filed, parts, wording)
    paragraphs = texts["paragraphs"]
    if "deduction" in texts and len(parts) == 1 and parts[0]["deduction"]:
        paragraphs = [*paragraphs, texts["deduction"]]
    greeting = labels["greeting_shop" if kind in _FOR_SHOPS else "greeting"]
    name = words["shop"] if kind in _FOR_SHOPS else filed["name"]
    return OrderLetter(
        subject=texts["subject"].format(**words),
        greeting=greeting.format(name=name),
        paragraphs=tuple(text.format(**words) for text in paragraphs),
        link=(texts["link"], address),
        parts=tuple(_part(part, wording) for part in parts),
        sections=_declared(filed, words, texts) if "declared" in texts else (),
        closing=(labels["closing"], sender_name),
    )


def _words(
    filed: Mapping[str, Any], parts: Sequence[Mapping[str, Any]], wording: Wording
) -> dict[str, str]:
    at, last = filed["declared_at"], pay_back_by(filed["declared_at"])
    part = parts[0] if len(parts) == 1 else None
    return {
        "number": filed["number"],
        "contract": filed["order_number"] or filed["contract"],
        "name": filed["name"],
        "at": f"{day(at, wording)} {at.astimezone(HERE):%Y, %H:%M:%S}",
        "until": f"{day(last, wording)} {last.astimezone(HERE):%Y}",
        "shop": part["shop"]["name"] if part else "",
        "reason": (part["reason"] if part else None) or wording.labels["reason_missing"],
        "deduction": money((part["deduction"] if part else None) or 0, wording),
        "amount": money((part["paid_back"] if part else None) or 0, wording),
    }


def _declared(
    filed: Mapping[str, Any], words: Mapping[str, str], texts: Mapping[str, Any]
) -> tuple[Section, ...]:
    """Word for word what was said, so that the receipt is proof of it."""
    said = [text.format(**words) for text in texts["declared"]]
    if filed["ordered_on"]:
        said.append(texts["ordered_on"].format(date=f"{filed['ordered_on']:%d.%m.%Y}"))
    said.append(filed["statement"] or texts["everything"])
    return (Section(texts["declared_title"], tuple(said)),)


def _part(part: Mapping[str, Any], wording: Wording) -> Part:
    labels = wording.labels
    return Part(
        shop=part["shop"]["name"],
        facts=((labels["number"], part["number"]),),
        lines=tuple(_line(line, wording) for line in part["lines"]),
        sums=((labels["sum"], money(part["worth"], wording)),),
    )


def _line(line: Mapping[str, Any], wording: Wording) -> Line:
    title = ", ".join(filter(None, (line["title"], line["label"])))
    return Line(line["quantity"], title, money(line["line_total"]["amount"], wording))
