"""Goods held at the checkout, what became of a cart, and the contracts of an order."""

from typing import Final

from gateway.api.route import SLOW, routes

CONTRACTS: Final = (
    *routes(
        "orders",
        "POST DELETE /carts/{id}/hold",
        "GET /carts/{id}/order",
        "GET /orders/{id}/contracts",
    ),
    # A paper is drawn when it is asked for.
    *routes("orders", "GET /orders/{id}/contracts/{shop_order_id}", patience=SLOW),
)
