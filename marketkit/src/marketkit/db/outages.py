"""What the drivers raise when the database is away, full, or asked for too long."""

from typing import Final

import asyncpg
from sqlalchemy import exc

OUTAGES: Final[tuple[type[Exception], ...]] = (
    ConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.CrashShutdownError,
    asyncpg.DeadlockDetectedError,
    asyncpg.InterfaceError,
    asyncpg.LockNotAvailableError,
    asyncpg.PostgresConnectionError,
    asyncpg.QueryCanceledError,
    asyncpg.TooManyConnectionsError,
    exc.InterfaceError,
    exc.OperationalError,
)
"""Nothing is wrong with the request: it may be sent again, and the answer is 503, not 500."""
