"""The log of a shop, newest first: who did what, and what was there before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from marketkit.db import Database

from catalog.domain.rights import Actor, NotYourShopError, acting_as
from catalog.queries.pages import Page, decode, encode
from catalog.queries.shop_page import visible_shop

Side = Literal["advisor", "own", "operator"]

_LIST = """
    SELECT id, at, account_id, account_name AS by, role, action, subject, changes FROM activity
    WHERE shop_id = $1 AND ($2::uuid IS NULL OR id < $2)
      AND ($3::uuid IS NULL OR account_id = $3)
      AND ($4::text[] IS NULL OR role = ANY($4))
      AND ($5::text IS NULL OR action LIKE $5)
      AND ($6::timestamptz IS NULL OR at >= $6)
    ORDER BY id DESC LIMIT $7
"""
_ROLES: Mapping[Side, list[str]] = {
    "advisor": ["advisor"],
    "operator": ["operator"],
    "own": ["owner", "staff", "packer", "link"],
}
_ONLY_PACKING = "Den Verlauf liest, wer im Laden etwas ändern darf."
_FOR_THE_SHOP = frozenset({"advisor", "operator"})


@dataclass(frozen=True, slots=True)
class LogFilter:
    """`who`: one account; `side`: everybody of one kind; `action`: `product`, `product.changed`."""

    who: UUID | None = None
    side: Side | None = None
    action: str | None = None
    since: datetime | None = None
    limit: int = 24
    cursor: str | None = None


async def list_activity(
    db: Database, slug: str, actor: Actor, wanted: LogFilter, at: datetime
) -> Page[Mapping[str, Any]]:
    """For who may change something in the shop; who only packs needs no log of the others."""
    shop = await visible_shop(db, slug, actor, at)
    if acting_as(actor, shop, at) in {None, "packer"}:
        raise NotYourShopError(_ONLY_PACKING)
    after = decode(wanted.cursor)
    rows = await db.pool.fetch(
        _LIST,
        shop.id,
        after[1] if after else None,
        wanted.who,
        _ROLES[wanted.side] if wanted.side else None,
        _pattern(wanted.action),
        wanted.since,
        wanted.limit + 1,
    )
    shown = [{**row, "for_the_shop": row["role"] in _FOR_THE_SHOP} for row in rows[: wanted.limit]]
    following = encode("", shown[-1]["id"]) if len(rows) > wanted.limit else None
    return Page(shown, following)


def _pattern(action: str | None) -> str | None:
    """`product` stands for all its verbs. Underscores are letters here, not wildcards."""
    if not action:
        return None
    plain = action.replace("\\", "").replace("%", "").replace("_", r"\_")
    return plain if "." in plain else f"{plain}.%"
