"""Advisors' cases: businesses on their way onto the market."""

from typing import Final

from gateway.api.route import SLOW, Route, routes

CASES: Final = (
    *routes(
        "catalog",
        "GET POST /cases",
        "GET /cases/board",
        "GET /cases/advisors",
        "GET /cases/appointments",
        "GET POST DELETE /cases/calendar",
        "GET /cases/of-shop/{slug}",
        "GET PATCH /cases/{id}",
        "POST /cases/{id}/move",
        "POST /cases/{id}/take-over",
        "POST /cases/{id}/hand-to",
        "POST /cases/{id}/shop",
        "GET /cases/{id}/timeline",
        "POST /cases/{id}/contacts",
        "PATCH DELETE /cases/{id}/contacts/{contact_id}",
        "POST /cases/{id}/notes",
        "PATCH DELETE /cases/{id}/notes/{note_id}",
        "POST /cases/{id}/notes/{note_id}/restore",
        "POST /cases/{id}/appointments",
        "PATCH /cases/{id}/appointments/{appointment_id}",
        "GET /cases/{id}/documents/{document_id}",
        "POST /cases/{id}/documents/{document_id}/remove",
    ),
    Route("POST", "/api/v1/cases/{id}/documents", "catalog", "upload", SLOW),
)
