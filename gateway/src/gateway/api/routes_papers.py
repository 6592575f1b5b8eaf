"""Invoices and what corrects them."""

from typing import Final

from gateway.api.route import SLOW, Route, routes

_SHOP: Final = "/api/v1/shops/{slug}/invoices"

PAPERS: Final = (
    *routes(
        "orders",
        "GET /orders/{id}/invoices",
        "GET /my/invoices",
        "GET /shops/{slug}/invoices",
        "GET /shops/{slug}/invoices/waiting",
        "GET POST /shops/{slug}/invoices/{invoice_id}/correction",
        "POST /shops/{slug}/invoices/{invoice_id}/correction/preview",
        "GET /invoices",
        "GET /invoices/waiting",
    ),
    # Papers are set when somebody wants them for the first time.
    *routes(
        "orders",
        "GET /orders/{id}/invoices/{invoice_id}",
        "GET /shops/{slug}/invoices/{invoice_id}",
        "GET /invoices/{invoice_id}",
        "POST /shops/{slug}/invoices/waiting",
        "GET PUT /shops/{slug}/invoice-settings",
        patience=SLOW,
    ),
    Route("GET", f"{_SHOP}/table.csv", "orders", "download", SLOW),
    Route("GET", f"{_SHOP}/archive.zip", "orders", "download", SLOW),
)
