"""A letter as an e-mail: plain text first, simple HTML beside it."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

from marketkit.mail.config import MailConfig
from marketkit.mail.letter import Written
from marketkit.mail.ports import UnwritableError


def as_message(
    written: Written, mail_id: UUID, to: str, config: MailConfig, at: datetime
) -> EmailMessage:
    """The id follows from the row: a mail sent twice by accident is shown once.

    Raises UnwritableError when `to` is no address.
    """
    message = EmailMessage()
    message["Message-ID"] = f"<{mail_id}@{config.sender.rpartition('@')[2]}>"
    message["Date"] = format_datetime(at)
    message["From"] = Address(display_name=config.sender_name, addr_spec=config.sender)
    message["To"] = _address(to)
    message["Subject"] = written.subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(written.text)
    message.add_alternative(written.html, subtype="html")
    for paper in written.attachments:
        maintype, _, subtype = paper.kind.partition("/")
        message.add_attachment(
            paper.content, maintype=maintype, subtype=subtype, filename=paper.name
        )
    return message


def _address(to: str) -> Address:
    try:
        return Address(addr_spec=to)
    except (MessageError, ValueError, IndexError) as error:
        raise UnwritableError("the recipient's address is none") from error
