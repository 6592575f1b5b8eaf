"""Imports, exports, and the shop's own list of its goods."""

from typing import Final

from gateway.api.route import SLOW, Route, routes
from gateway.security.uploads import LARGE

_SHOP: Final = "/api/v1/shops/{slug}"
IMPORT: Final = (
    *routes(
        "catalog",
        "GET /shops/{slug}/inventory",
        "GET /shops/{slug}/imports",
        "GET PATCH DELETE /shops/{slug}/imports/{import_id}",
        "GET /shops/{slug}/imports/{import_id}/rows",
        "POST /shops/{slug}/imports/{import_id}/apply",
        "POST /shops/{slug}/imports/{import_id}/undo",
    ),
    Route("POST", f"{_SHOP}/imports", "catalog", "upload", SLOW, LARGE),
    Route("POST", f"{_SHOP}/imports/{{import_id}}/pictures", "catalog", "upload", SLOW, LARGE),
    Route("GET", f"{_SHOP}/exports/{{name}}", "catalog", "download", SLOW),
)
