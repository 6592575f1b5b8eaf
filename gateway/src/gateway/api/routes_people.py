"""Mandates, the people of a shop, and businesses that want to come."""

from typing import Final

from gateway.api.route import routes

PEOPLE: Final = routes(
    "catalog",
    "GET POST PUT /shops/{slug}/mandates",
    "PATCH /shops/{slug}/mandates/{mandate_id}",
    "POST /shops/{slug}/mandates/{mandate_id}/grant",
    "POST /shops/{slug}/mandates/{mandate_id}/refuse",
    "POST /shops/{slug}/mandates/{mandate_id}/withdraw",
    "GET /shops/{slug}/mandate-history",
    "GET /mandates/{code}",
    "POST /mandates/{code}/grant",
    "POST /mandates/{code}/refuse",
    "POST /mandates/{code}/withdraw",
    "GET /handovers/{code}/products",
    "POST /handovers/{code}/check",
    "GET /shops/{slug}/people",
    "PATCH DELETE /shops/{slug}/people/{account_id}",
    "POST /shops/{slug}/invitations",
    "DELETE /shops/{slug}/invitations/{invitation_id}",
    "GET /invitations/{code}",
    "POST /invitations/{code}/accept",
    "GET /my/counters",
    "POST /my/shops",
    "POST /applications",
)
