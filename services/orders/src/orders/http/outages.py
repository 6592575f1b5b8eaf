"""Rows that others hold for too long are an outage of their own: the goods are in demand."""

from fastapi import FastAPI, Request, Response
from marketkit.db.outages import BUSY
from marketkit.service import as_problem

from orders.domain.errors import StockBusyError

RETRY_SECONDS = 2


def install(app: FastAPI) -> None:
    for error in BUSY:
        app.add_exception_handler(error, _busy)


async def _busy(request: Request, _error: Exception) -> Response:
    return as_problem(StockBusyError(retry_after=RETRY_SECONDS), request)
