"""The words of all mails, by language; residents are addressed as Sie, shops and advisors as du."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any, Final

from marketkit.yaml_file import read_yaml

_FOLDER: Final = Path(__file__).parent / "wording"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words; with `when` they are only said if that fact is known."""

    text: str
    when: str | None = None

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name)


@dataclass(frozen=True, slots=True)
class KindOfMail:
    subject: Passage
    greeting: Passage
    paragraphs: tuple[Passage, ...]
    link: Passage | None
    """What the link says; where it leads is the fact `link`."""
    words: Mapping[str, Mapping[str, str]]
    """How values of a fact are said in this mail, e.g. decision → accepted → angenommen."""

    def passages(self) -> Iterator[Passage]:
        yield from (self.subject, self.greeting, *self.paragraphs)
        if self.link:
            yield self.link
            yield Passage("{link}", when=self.link.when)


@dataclass(frozen=True, slots=True)
class Wording:
    language: str
    mails: Mapping[str, KindOfMail]
    labels: Mapping[str, str]
    months: tuple[str, ...]


def load_wordings() -> dict[str, Wording]:
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def _read(path: Path) -> Wording:
    found = read_yaml(path)
    return Wording(
        language=path.stem,
        mails={
            kind: _kind(texts, found["labels"]["greeting"], found["words"])
            for kind, texts in found["mails"].items()
        },
        labels=found["labels"],
        months=tuple(found["months"]),
    )


def _kind(texts: Mapping[str, Any], greeting: str, words: Mapping[str, Any]) -> KindOfMail:
    return KindOfMail(
        subject=Passage(texts["subject"]),
        greeting=Passage(texts.get("greeting", greeting)),
        paragraphs=tuple(_passage(paragraph) for paragraph in texts["paragraphs"]),
        link=_passage(texts["link"]) if "link" in texts else None,
        words={**words, **texts.get("words", {})},
    )


def _passage(found: str | Mapping[str, str]) -> Passage:
    if isinstance(found, str):
        return Passage(found)
    return Passage(found["text"], found["when"])
