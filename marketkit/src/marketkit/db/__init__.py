"""PostgreSQL, twice over one address: SQLModel sessions, and bare asyncpg for the hot paths."""

from marketkit.db.database import Database, Session, Transaction
from marketkit.db.migrations import migrate

__all__ = ["Database", "Session", "Transaction", "migrate"]
