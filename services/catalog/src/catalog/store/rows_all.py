"""All tables at once, so that the metadata is whole."""

from catalog.store.rows import Row
from catalog.store.rows_mails import MailRow

__all__ = ["MailRow", "Row"]
