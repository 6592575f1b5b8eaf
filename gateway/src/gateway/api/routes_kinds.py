"""Packing: weights and empties."""

from typing import Final

from gateway.api.route import routes

KINDS: Final = routes(
    "orders",
    "GET /shop-orders/{id}/packing",
    "POST /shop-orders/{id}/weigh",
    "POST /shop-orders/{id}/returns",
)
