"""Matters of money that need a person."""

from typing import Final

from gateway.api.route import routes

PAYMENTS: Final = routes(
    "orders",
    "GET /operations/payments",
    "POST /operations/payments/{matter_id}/close",
    "POST /operations/payments/{matter_id}/again",
)
