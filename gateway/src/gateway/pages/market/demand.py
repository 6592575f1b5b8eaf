"""Questions to the catalogue about the region's numbers."""

from typing import Any

from gateway.pages.answers.demand import DemandBoard, FunderReport
from gateway.pages.market.caller import Caller
from gateway.pages.market.catalog import SERVICE


async def board(ask: Caller, **query: Any) -> DemandBoard:
    return await ask.get(DemandBoard, SERVICE, "/demand", query)


async def funder_report(ask: Caller, **query: Any) -> FunderReport:
    return await ask.get(FunderReport, SERVICE, "/reports/funder", query)
