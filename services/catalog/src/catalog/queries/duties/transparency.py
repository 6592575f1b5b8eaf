"""Counters for the yearly report on moderation (Art. 15 and 24 DSA)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from marketkit.clock import HERE
from marketkit.db import Database

from catalog.domain.duties.moderators import check_may_moderate
from catalog.domain.rights import Actor

_NOTICES: Final = """
    SELECT reason AS key, count(*) AS n FROM notice WHERE at >= $1 AND at < $2 GROUP BY reason
"""
_DECISIONS: Final = """
    SELECT measure AS key, count(*) AS n FROM moderation_decision
    WHERE kind = 'first' AND at >= $1 AND at < $2 GROUP BY measure
"""
_GROUNDS: Final = """
    SELECT ground AS key, count(*) AS n FROM moderation_decision
    WHERE kind = 'first' AND measure <> 'none' AND at >= $1 AND at < $2 GROUP BY ground
"""
_TIMES: Final = """
    SELECT percentile_cont(0.5) WITHIN GROUP (
        ORDER BY extract(epoch FROM d.at - c.opened_at) / 3600
    ) AS hours, count(*) FILTER (WHERE d.automated) AS automated
    FROM moderation_decision d JOIN notice_case c ON c.id = d.case_id
    WHERE d.kind = 'first' AND d.at >= $1 AND d.at < $2
"""
_COMPLAINTS: Final = """
    SELECT count(*) AS received,
        count(d.id) FILTER (WHERE d.reverses OR d.measure <> 'none') AS granted,
        count(d.id) FILTER (WHERE NOT d.reverses AND d.measure = 'none') AS refused,
        percentile_cont(0.5) WITHIN GROUP (
            ORDER BY extract(epoch FROM d.at - c.at) / 3600
        ) AS hours
    FROM complaint c LEFT JOIN moderation_decision d ON d.complaint_id = c.id
    WHERE c.at >= $1 AND c.at < $2
"""
_AUTHORITIES: Final = """
    SELECT count(*) AS received,
        percentile_cont(0.5) WITHIN GROUP (
            ORDER BY extract(epoch FROM d.at - o.received_at) / 3600
        ) AS hours
    FROM takedown_order o LEFT JOIN takedown_done d ON d.order_id = o.id
    WHERE o.received_at >= $1 AND o.received_at < $2
"""
_RECALLS: Final = "SELECT count(*) FROM recall WHERE published_at >= $1 AND published_at < $2"


@dataclass(frozen=True, slots=True)
class Transparency:
    """Of one year; hours are medians, None where nothing was decided."""

    year: int
    notices: Mapping[str, int]
    decisions: Mapping[str, int]
    grounds: Mapping[str, int]
    hours: float | None
    automated: int
    complaints: int
    complaints_granted: int
    complaints_refused: int
    complaint_hours: float | None
    authority_orders: int
    authority_hours: float | None
    recalls: int


async def read_transparency(db: Database, actor: Actor, year: int) -> Transparency:
    """The calendar year here. For operators."""
    check_may_moderate(actor)
    period = (_new_year(year), _new_year(year + 1))
    times = await db.pool.fetchrow(_TIMES, *period)
    complaints = await db.pool.fetchrow(_COMPLAINTS, *period)
    authorities = await db.pool.fetchrow(_AUTHORITIES, *period)
    return Transparency(
        year=year,
        notices=await _counted(db, _NOTICES, period),
        decisions=await _counted(db, _DECISIONS, period),
        grounds=await _counted(db, _GROUNDS, period),
        hours=times["hours"],
        automated=times["automated"],
        complaints=complaints["received"],
        complaints_granted=complaints["granted"],
        complaints_refused=complaints["refused"],
        complaint_hours=complaints["hours"],
        authority_orders=authorities["received"],
        authority_hours=authorities["hours"],
        recalls=await db.pool.fetchval(_RECALLS, *period),
    )


async def _counted(db: Database, query: str, period: tuple[datetime, datetime]) -> dict[str, int]:
    return {row["key"]: row["n"] for row in await db.pool.fetch(query, *period)}


def _new_year(year: int) -> datetime:
    return datetime.combine(date(year, 1, 1), datetime.min.time(), HERE)
