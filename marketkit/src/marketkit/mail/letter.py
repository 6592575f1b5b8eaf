"""A mail as people read it, and the two templates that make text and HTML of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, select_autoescape

_FOLDER: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a letter under a heading of its own."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, in the reader's language and without any layout."""

    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    link: tuple[str, str] | None = None
    """What it says, and where it leads."""
    sections: tuple[Section, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper that goes along with a mail; it is sent, not kept."""

    name: str
    content: bytes
    kind: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it is sent."""

    subject: str
    text: str
    html: str
    secrets: tuple[str, ...] = ()
    """What opens something, such as a link's key: it is sent, but not kept."""
    attachments: tuple[Attachment, ...] = ()

    def to_keep(self) -> "Written":
        """What may stand in the database: without secrets, without attachments."""
        text, html = self.text, self.html
        for secret in self.secrets:
            text = text.replace(secret, "…")
            html = html.replace(escape(secret, quote=False), "…")
        return Written(self.subject, text, html)


class Templates:
    """Fills `<name>.txt` and `<name>.html`; HTML is escaped, text is not.

    A service with more to show than a plain letter puts templates of its own into `folder`, which
    extend `letter.txt` and `letter.html` and fill the block `body`.
    """

    def __init__(self, *, folder: Path | None = None, name: str = "letter") -> None:
        self._name = name
        self._pages = Environment(
            loader=FileSystemLoader([*([folder] if folder else []), _FOLDER]),
            autoescape=select_autoescape(["html"]),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def write(self, letter: Letter, language: str, *, secrets: Sequence[str] = ()) -> Written:
        """The letter in both forms; `secrets` are those parts of it that are not kept."""
        return Written(
            # A name may hold anything; a subject may not hold a line break.
            " ".join(letter.subject.split()),
            self._page("txt", letter, language),
            self._page("html", letter, language),
            tuple(secrets),
        )

    def _page(self, kind: str, letter: Letter, language: str) -> str:
        page = self._pages.get_template(f"{self._name}.{kind}")
        return page.render(letter=letter, language=language)
