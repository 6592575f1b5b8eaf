"""Mails to buyers and shops: queued with what happened, sent by SMTP."""

from orders.mail.config import MailConfig
from orders.mail.queue import MailQueue
from orders.mail.sender import MailSender

__all__ = ["MailConfig", "MailQueue", "MailSender"]
