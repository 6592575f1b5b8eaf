"""What the drivers raise when the database is away, full, or asked for too long."""

from typing import Final

import asyncpg
from sqlalchemy import exc

OUTAGES: Final[tuple[type[Exception], ...]] = (
    OSError,
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.CrashShutdownError,
    asyncpg.DeadlockDetectedError,
    asyncpg.InterfaceError,
    asyncpg.LockNotAvailableError,
    asyncpg.PostgresConnectionError,
    asyncpg.QueryCanceledError,
    asyncpg.SerializationError,
    asyncpg.TooManyConnectionsError,
    exc.InterfaceError,
    exc.OperationalError,
)
"""What an outage may look like; `is_outage` knows what only looks like one."""


def is_outage(error: Exception) -> bool:
    """Nothing is wrong with the request: it may be sent again, and the answer is 503, not 500."""
    if isinstance(error, OSError):
        return error.filename is None  # a file that is missing is no server that is away
    # The drivers call an argument that does not fit an InterfaceError too: our mistake.
    told = error.orig.__cause__ if isinstance(error, exc.DBAPIError) and error.orig else error
    return isinstance(error, OUTAGES) and not isinstance(told, ValueError)
