"""The kit's sender with orders' queue and orders' letters."""

from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.mail import MailTable
from marketkit.mail.sender import MOST_ATTEMPTS

from marketkit import mail
from orders.mail.config import MailConfig
from orders.mail.writer import OrderMailWriter
from orders.store.mails import DueMail

__all__ = ["MOST_ATTEMPTS", "MailSender"]


class MailSender(mail.MailSender[DueMail]):
    def __init__(self, database: Database, config: MailConfig, clock: Clock) -> None:
        store = MailTable(database, DueMail.read)
        super().__init__(store, OrderMailWriter(database, config, clock), config, clock)
