"""What the drivers raise when the database is away, full, or asked for too long."""

from typing import Final

import asyncpg
from sqlalchemy import exc

BUSY: Final[tuple[type[Exception], ...]] = (
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
    asyncpg.SerializationError,
)
"""Others hold these rows, for too long or crosswise; all other rows can be had."""
OUTAGES: Final[tuple[type[Exception], ...]] = (
    *BUSY,
    OSError,
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.CrashShutdownError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.QueryCanceledError,
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
    return isinstance(error, OUTAGES) and not isinstance(_told(error), ValueError)


def is_for_all(error: Exception) -> bool:
    """Whether the next thing to do would meet it too; busy rows and slow queries are one's own."""
    return is_outage(error) and not isinstance(_told(error), (*BUSY, asyncpg.QueryCanceledError))


def _told(error: Exception) -> BaseException | None:
    """What the driver said, below what SQLAlchemy made of it."""
    return error.orig.__cause__ if isinstance(error, exc.DBAPIError) and error.orig else error
