"""What is handed to authorities and advisers, and how long anything is kept."""

from typing import Final

from gateway.api.route import Route, routes

# A whole year is read before the first byte leaves.
_PATIENCE: Final = 120.0
_KINDS: Final = ("supplies", "sellers", "gobd", "datev")

KEEPING: Final = (
    *routes("orders", "GET /operations/retention", "GET /my/retention"),
    *(
        Route("GET", f"/api/v1/shops/{{slug}}/exports/{kind}", "orders", "download", _PATIENCE)
        for kind in _KINDS
    ),
    Route("GET", "/api/v1/my/export", "orders", "download", _PATIENCE),
    Route("GET", "/api/v1/operations/exports/{kind}", "orders", "download", _PATIENCE),
)
