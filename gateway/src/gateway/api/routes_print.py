"""Papers for a shop's door and shelves."""

from typing import Final

from gateway.api.route import SLOW, routes

PRINT: Final = routes(
    "catalog",
    "GET /shops/{slug}/poster.pdf",
    "GET /shops/{slug}/shelf-cards.pdf",
    # Two hundred codes are drawn in a second or two.
    patience=SLOW,
)
