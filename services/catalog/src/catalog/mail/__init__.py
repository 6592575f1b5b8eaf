"""Mails to shops, advisors and who reports something: queued as facts, sent by SMTP."""

from catalog.mail.compose import compose
from catalog.mail.sender import CatalogMailSender
from catalog.mail.wording import load_wordings

__all__ = ["CatalogMailSender", "compose", "load_wordings"]
