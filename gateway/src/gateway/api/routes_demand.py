"""What the region searches, and the report for who pays for the advising."""

from typing import Final

from gateway.api.route import SLOW, routes

DEMAND: Final = (
    *routes("catalog", "GET /demand", "GET /reports/funder", "GET /reports/funder.csv"),
    *routes("catalog", "GET /reports/funder.pdf", patience=SLOW),
)
