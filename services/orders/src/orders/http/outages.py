"""A database that is busy or away is an outage, said as such: try again soon."""

import asyncpg
from fastapi import FastAPI, Request, Response
from marketkit.errors import UnavailableError
from marketkit.service import as_problem

from orders.domain.errors import StockBusyError

BUSY = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InterfaceError,
    OSError,
)
RETRY_SECONDS = 2


def install(app: FastAPI) -> None:
    for error in BUSY:
        app.add_exception_handler(error, _busy)
    for error in AWAY:
        app.add_exception_handler(error, _away)


async def _busy(request: Request, _error: Exception) -> Response:
    return as_problem(StockBusyError(retry_after=RETRY_SECONDS), request)


async def _away(request: Request, error: Exception) -> Response:
    if isinstance(error, ValueError):
        raise error  # asyncpg says so of an argument that does not fit: our mistake, no outage
    return as_problem(UnavailableError(retry_after=RETRY_SECONDS), request)
