"""Mails about accounts: the words, and the kit's sender with our queue."""

from gateway.mail.sender import AccountMailSender

__all__ = ["AccountMailSender"]
