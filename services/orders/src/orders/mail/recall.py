"""The letter to who bought goods that are called back (Art. 36 GPSR)."""

from collections.abc import Mapping, Sequence
from typing import Any

from marketkit.mail import Section

from orders.mail.letter import OrderLetter
from orders.mail.phrases import day
from orders.mail.wording import Wording


def compose_recall(
    recall: Mapping[str, Any],
    bought: Sequence[Mapping[str, Any]],
    wording: Wording,
    address: str,
    sender_name: str,
) -> OrderLetter:
    """No word that plays the danger down; the recall's own text comes in German."""
    texts, labels, words = wording.mails["recall_notice"], wording.labels, recall["words"]
    known = {"number": recall["number"], **words}
    return OrderLetter(
        subject=texts["subject"].format(**known),
        greeting=texts["greeting"],
        paragraphs=tuple(text.format(**known) for text in texts["paragraphs"]),
        link=(texts["link"], address),
        sections=(
            Section(texts["bought"], tuple(_line(line, wording) for line in bought)),
            Section(texts["questions"], (words["contact"],)),
        ),
        closing=(labels["closing"], sender_name),
    )


def _line(line: Mapping[str, Any], wording: Wording) -> str:
    name = ", ".join(filter(None, (line["title"], line["label"])))
    when = f"{day(line['created_at'], wording)} {line['created_at'].year}"
    how_many = f"{line['quantity']} \N{MULTIPLICATION SIGN} {name}"
    return ", ".join((how_many, line["shop"], line["number"], when))
