"""A letter as an e-mail: plain text first, simple HTML beside it."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, select_autoescape

from orders.mail.config import MailConfig
from orders.mail.letter import Letter


@dataclass(frozen=True, slots=True)
class Written:
    subject: str
    text: str
    html: str

    def without(self, secret: str) -> "Written":
        """For keeping: what opens the order's page is not kept."""
        return Written(self.subject, self.text.replace(secret, "…"), self.html.replace(secret, "…"))


class Writer:
    """Fills the two templates; HTML is escaped, text is not."""

    def __init__(self) -> None:
        self._pages = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=select_autoescape(["html"]),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def write(self, letter: Letter, language: str) -> Written:
        return Written(
            letter.subject,
            self._pages.get_template("letter.txt").render(letter=letter),
            self._pages.get_template("letter.html").render(letter=letter, language=language),
        )


def as_message(
    written: Written, mail_id: UUID, to: str, config: MailConfig, at: datetime
) -> EmailMessage:
    """The id follows from the row: a mail sent twice by accident is shown once."""
    message = EmailMessage()
    message["Message-ID"] = f"<{mail_id}@{config.sender.rpartition('@')[2]}>"
    message["Date"] = format_datetime(at)
    message["From"] = Address(display_name=config.sender_name, addr_spec=config.sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = written.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(written.text)
    message.add_alternative(written.html, subtype="html")
    return message
