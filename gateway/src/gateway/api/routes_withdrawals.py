"""Withdrawing from a contract, and what the shop makes of it."""

from typing import Final

from gateway.api.route import routes

WITHDRAWALS: Final = routes(
    "orders",
    "POST /withdrawals",
    "GET /withdrawals/unmatched",
    "GET /withdrawals/rejected",
    "GET /withdrawals/{id}",
    "GET /shops/{slug}/withdrawals",
    "POST /withdrawals/{id}/parts/{shop_order_id}/accept",
    "POST /withdrawals/{id}/parts/{shop_order_id}/reject",
)
