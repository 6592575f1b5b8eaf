"""What an advisor may do for a shop: for the business by link, and for its owner."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marketkit.db import Database

from catalog.domain.mandate import GRANTABLE, Action, Mandate, last_day_of
from catalog.domain.mandate_words import CURRENT, WORDINGS, Wording
from catalog.domain.rights import Actor, NotYourShopError, acting_as
from catalog.domain.shop import Shop
from catalog.queries.pages import Page, decode, encode
from catalog.queries.shop_page import visible_shop
from catalog.store import mandates, shops
from catalog.store.answers import moment

_OF_SHOP = """
    SELECT id, advisor_id, advisor_name, actions, until, contact, state, wording, asked_at,
           decided_at, decided_by
    FROM mandate
    WHERE shop_id = $1 AND state IN ('asked', 'granted', 'withdrawn')
      AND ($2::uuid IS NULL OR advisor_id = $2)
    ORDER BY id DESC LIMIT 50
"""
_STEPS = """
    SELECT id, mandate_id, at, step, by_name AS by, advisor_name, actions, until, wording
    FROM mandate_step
    WHERE shop_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
"""


async def mandate_by_code(db: Database, code: str, at: datetime) -> dict[str, Any]:
    """All that somebody must know before saying yes."""
    async with db.session() as session:
        mandate = await mandates.by_code(session, code, at)
        shop = await shops.get_by_id(session, mandate.shop_id)
    return {
        "shop": {name: getattr(shop, name) for name in ("name", "place", "street", "slug")},
        **shown(mandate, at),
        "wording": wording_of(WORDINGS.get(mandate.wording, CURRENT), mandate.actions),
    }


async def mandates_of(db: Database, slug: str, actor: Actor, at: datetime) -> dict[str, Any]:
    """The owner sees all of the shop, an advisor their own."""
    shop = await visible_shop(db, slug, actor, at)
    role = acting_as(actor, shop, at)
    only = None if role in {"owner", "operator"} else actor.id
    if role not in {"owner", "operator"} and "advisor" not in actor.roles:
        raise NotYourShopError
    rows = await db.pool.fetch(_OF_SHOP, shop.id, only)
    return {
        "items": [_row(row, at) for row in rows],
        "advisor": _advisor(shop) if role in {"owner", "operator"} else None,
        "wording": wording_of(CURRENT, GRANTABLE),
    }


async def mandate_history(
    db: Database, slug: str, actor: Actor, limit: int, cursor: str | None, at: datetime
) -> Page[Mapping[str, Any]]:
    """Every step of every mandate, newest first, for the owner."""
    shop = await visible_shop(db, slug, actor, at)
    if acting_as(actor, shop, at) not in {"owner", "operator"}:
        raise NotYourShopError
    after = decode(cursor)
    rows = await db.pool.fetch(_STEPS, shop.id, after[1] if after else None, limit + 1)
    items = [{**row, "until": _last_day(row["until"])} for row in rows[:limit]]
    return Page(items, encode("", items[-1]["id"]) if len(rows) > limit else None)


def shown(mandate: Mandate, at: datetime) -> dict[str, Any]:
    return {
        "id": mandate.id,
        "advisor": mandate.advisor_name,
        "actions": sorted(mandate.actions),
        "until": mandate.last_day.isoformat(),
        "state": mandate.state,
        "holds": mandate.holds(at),
        "asked_at": moment(mandate.asked_at),
        "decided_at": moment(mandate.decided_at),
        "decided_by": mandate.decided_by,
    }


def wording_of(wording: Wording, actions: frozenset[Action]) -> dict[str, Any]:
    """The words themselves, in the order in which they are read."""
    return {
        "version": wording.version,
        "actions": [
            {"key": key, "words": words} for key, words in wording.actions.items() if key in actions
        ],
        "logged": wording.logged,
        "withdraw": wording.withdraw,
    }


def _row(row: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    return {
        "id": row["id"],
        "advisor": row["advisor_name"],
        "actions": row["actions"],
        "until": _last_day(row["until"]),
        "state": row["state"],
        "holds": row["state"] == "granted" and at < row["until"],
        "asked_at": row["asked_at"],
        "decided_at": row["decided_at"],
        "decided_by": row["decided_by"],
    }


def _last_day(until: datetime) -> str:
    return last_day_of(until).isoformat()


def _advisor(shop: Shop) -> dict[str, Any] | None:
    return {"name": shop.advisor_name} if shop.advisor_id else None
