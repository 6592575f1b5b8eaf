"""Checklists of shops, their proofs, and the operator's wording and queue."""

from typing import Final

from gateway.api.route import SLOW, Route, routes

CHECKLIST: Final = (
    *routes(
        "catalog",
        "GET POST /shops/{slug}/checklist",
        "PUT /shops/{slug}/business-type",
        "POST /shops/{slug}/checklist/{key}/declare",
        "POST /shops/{slug}/checklist/{key}/waive",
        "DELETE /shops/{slug}/checklist/{key}/waiver",
        "POST /shops/{slug}/checklist/{key}/accept",
        "POST /shops/{slug}/checklist/{key}/reject",
        "POST /shops/{slug}/checklist/{key}/ask",
        "GET /shops/{slug}/proofs",
        "PUT /shops/{slug}/proofs/{kind}",
        "GET /checklist-definitions",
        "GET PUT /checklist-definitions/current",
        "GET /checklist-definitions/{version}",
        "GET /verifications",
    ),
    Route("POST", "/api/v1/shops/{slug}/checklist/{key}/document", "catalog", "upload", SLOW),
    Route("GET", "/api/v1/shops/{slug}/proof-documents/{document_id}", "catalog"),
)
