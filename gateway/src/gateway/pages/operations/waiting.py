"""How much waits for the operator's hand, page by page; each question is asked once."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketkit.messaging import BusUnavailableError
from starlette.requests import Request

from gateway.pages.market import (
    checklist,
    duties,
    fulfilling,
    money,
    papers,
    payments,
    withdrawals,
    working,
)
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part

_MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """`count` None: nobody can say at the moment. `more`: there are others behind these."""

    count: int | None
    more: bool = False


async def waiting(request: Request) -> Mapping[str, Waiting]:
    """By the tab of the page on which it is worked off."""
    ask = caller(request)
    pages = {
        "silence": fulfilling.silent(ask, None),
        "reviews": working.reviews(ask, None),
        "verify": checklist.verifications(ask, None),
        "reports": duties.cases(ask, view="open", limit=24),
        "money": money.failures(ask),
        "papers": papers.all_waiting(ask),
    }
    lists, lost, matters, dead = await asyncio.gather(
        asyncio.gather(*(part(question) for question in pages.values())),
        _withdrawals(ask),
        part(payments.matters(ask, "open", None)),
        _dead(request),
    )
    found = {name: _counted(page) for name, page in zip(pages, lists, strict=True)}
    return found | {
        "withdrawals": lost,
        "payments": Waiting(matters.open if matters else None),
        "dead": dead,
    }


async def _withdrawals(ask: Caller) -> Waiting:
    """Those of no order, and money that should have flowed back by now."""
    unmatched, overdue = await asyncio.gather(
        part(withdrawals.unmatched(ask, None)), part(fulfilling.overdue(ask))
    )
    if unmatched is None or overdue is None:
        return Waiting(None)
    both: Sequence[Any] = (*unmatched.items, *overdue.items)
    return Waiting(len(both), more=bool(unmatched.next or overdue.next))


def _counted(page: Any) -> Waiting:
    return Waiting(None) if page is None else Waiting(len(page.items), more=bool(page.next))


async def _dead(request: Request) -> Waiting:
    try:
        found = len(await request.app.state.bus.dead_letters(None, _MOST))
    except BusUnavailableError:
        return Waiting(None)
    return Waiting(found, more=found == _MOST)
