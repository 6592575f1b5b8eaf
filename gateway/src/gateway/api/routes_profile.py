"""Legal texts, closures and the photo of a shop."""

from typing import Final

from gateway.api.route import SLOW, Route, routes

PROFILE: Final = (
    *routes(
        "catalog",
        "GET /shops/{slug}/legal",
        "GET /shops/{slug}/legal/{kind}",
        "PUT /shops/{slug}/own-terms",
        "GET /platform-terms",
        "GET POST /shops/{slug}/closures",
        "DELETE /shops/{slug}/closures/{first}",
        "PUT DELETE /shops/{slug}/special-days/{day}",
        "PATCH DELETE /shops/{slug}/image",
    ),
    Route("PUT", "/api/v1/shops/{slug}/image", "catalog", "upload", SLOW),
)
