"""Letters about quotes: a shop is asked, a buyer is offered, reminded, told the end."""

from collections.abc import Mapping
from typing import Any

from marketkit.clock import HERE
from marketkit.mail import Section

from orders.domain.offering import Offering
from orders.mail.letter import Line, OrderLetter, Part
from orders.mail.phrases import day, money, slot
from orders.mail.wording import Wording
from orders.store import quote_mails


def address_of(kind: str, row: Mapping[str, Any], base: str, key: str) -> str:
    """A shop signs in; the buyer comes with the letter's key."""
    if kind in quote_mails.FOR_SHOPS:
        return f"{base}/theke/{row['slug']}/angebote/{row['id']}"
    return f"{base}/angebote/{row['id']}?token={key}"


def compose_quote(
    kind: str, row: Mapping[str, Any], wording: Wording, address: str, sender_name: str
) -> OrderLetter:
    texts, labels = wording.mails[kind], wording.labels
    to_shop, offer = kind in quote_mails.FOR_SHOPS, Offering.read(row["offer"])
    words = _words(row, offer, wording)
    shows_offer = offer is not None and not to_shop
    return OrderLetter(
        subject=texts["subject"].format(**words),
        greeting=labels["greeting_shop" if to_shop else "greeting"].format(
            name=row["name"] if to_shop else row["contact"].get("name", "")
        ),
        paragraphs=tuple(text.format(**words) for text in texts["paragraphs"]),
        link=(texts["link"], address),
        parts=(_part(row, offer, wording),) if shows_offer and offer else (),
        sections=(Section(texts["asked"], (row["text"],)),) if "asked" in texts else (),
        closing=(labels["closing"], sender_name),
    )


def _words(row: Mapping[str, Any], offer: Offering | None, wording: Wording) -> dict[str, str]:
    until = offer.valid_until if offer else None
    return {
        "number": row["number"],
        "shop": row["name"],
        "name": row["contact"].get("name", ""),
        "title": row["title"] or row["number"],
        "reason": row["reason"] or wording.labels["reason_missing"],
        "total": money(offer.total, wording) if offer else "",
        "until": f"{day(until, wording)} {until.astimezone(HERE):%Y}" if until else "",
    }


def _part(row: Mapping[str, Any], offer: Offering, wording: Wording) -> Part:
    labels = wording.labels
    return Part(
        shop=row["name"],
        facts=((labels["number"], row["number"]),
               (labels["slot"], slot(offer.start, offer.end, wording))),
        lines=tuple(
            Line(line.quantity, line.title, money(line.total, wording)) for line in offer.lines
        ),
        sums=((labels["sum"], money(offer.total, wording)),),
    )  # fmt: skip
