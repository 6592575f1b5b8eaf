"""Routes about what products state, looks before a sale, copies, many at once, ways back."""

from typing import Final

from gateway.api.route import SLOW, routes

GATES: Final = (
    *routes(
        "catalog",
        "GET /statements",
        "GET /shops/{slug}/product-defaults",
        "GET /shops/{slug}/templates",
        "GET /products/{id}/editing",
        "POST /products/{id}/duplicate",
        "POST /products/{id}/offer-again",
        "GET /reviews",
        "POST /products/{id}/approve",
        "POST /products/{id}/refuse",
    ),
    *routes("catalog", "POST /shops/{slug}/products/bulk", "POST /undo/{id}", patience=SLOW),
)
