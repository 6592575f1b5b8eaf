"""Mails: letters as text and HTML, a queue in the service's own table, and the way out by SMTP."""

from marketkit.mail.config import MailConfig, mail_config
from marketkit.mail.letter import Attachment, Letter, Section, Templates, Written
from marketkit.mail.message import as_message
from marketkit.mail.ports import DueMail, MailStore, MailWriter, UnwritableError
from marketkit.mail.sender import MailSender
from marketkit.mail.table import MailTable

__all__ = [
    "Attachment",
    "DueMail",
    "Letter",
    "MailConfig",
    "MailSender",
    "MailStore",
    "MailTable",
    "MailWriter",
    "Section",
    "Templates",
    "UnwritableError",
    "Written",
    "as_message",
    "mail_config",
]
