"""The words of a contract's texts, told apart by what they say."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketkit.contracts import LegalTextPublished


@dataclass(frozen=True, slots=True)
class LegalText:
    digest: str
    kind: str
    title: str
    text: str
    valid_from: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, perhaps none, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


def text_copy(event: LegalTextPublished) -> LegalText:
    """Raises ValueError when the words are not those the digest was made of."""
    digest = hashlib.sha256(f"{event.title}\n\n{event.text}".encode()).hexdigest()
    if digest != event.digest:
        message = f"text {event.text_id} does not say what its digest says"
        raise ValueError(message)
    return LegalText(digest, event.kind, event.title, event.text, event.valid_from)


def sections(text: str) -> list[Section]:
    """`# ` begins a section; every other line is a paragraph."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        if line.startswith("# "):
            found.append((line.removeprefix("# "), []))
        elif found:
            found[-1][1].append(line)
        else:
            found.append(("", [line]))
    return [Section(heading, tuple(lines)) for heading, lines in found]


def digests_of(terms: Mapping[str, Any] | None) -> Sequence[str]:
    """The texts a contract was made on."""
    return [str(each["digest"]) for each in (terms or {}).get("texts", ())]
