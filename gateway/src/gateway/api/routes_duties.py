"""Notices and decisions, recalls, and what authorities demand."""

from typing import Final

from gateway.api.route import SLOW, routes

DUTIES: Final = (
    *routes(
        "catalog",
        "GET /contacts",
        "GET /notice-form",
        "POST /notices",
        "GET /notices/{token}",
        "POST /notices/{token}/complaint",
        "GET /shops/{slug}/decisions",
        "POST /shops/{slug}/decisions/{decision_id}/complaint",
        "GET /shops/{slug}/recalls",
        "GET POST /recalls",
        "GET PATCH /recalls/{recall_id}",
        "POST /recalls/{recall_id}/end",
        "GET /moderation/cases",
        "GET /moderation/cases/{case_id}",
        "POST /moderation/cases/{case_id}/take",
        "POST /moderation/cases/{case_id}/release",
        "POST /moderation/cases/{case_id}/decide",
        "POST /moderation/cases/{case_id}/lift",
        "POST /moderation/complaints/{complaint_id}/decide",
        "GET /moderation/recalls",
        "GET POST /moderation/takedowns",
        "POST /moderation/takedowns/{takedown_id}/done",
        "GET /moderation/transparency.csv",
    ),
    *routes("catalog", "POST /recalls/{recall_id}/publish", patience=SLOW),
    *routes(
        "orders",
        "GET /recalls/affected",
        "GET /recalls/{recall_id}/orders",
        "PATCH /recalls/{recall_id}/orders/{shop_order_id}",
    ),
)
