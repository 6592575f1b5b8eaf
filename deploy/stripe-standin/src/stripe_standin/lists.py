"""Stripe's cursor lists: newest first, `starting_after` and `ending_before`."""

from typing import Any

from stripe_standin.desk import Desk
from stripe_standin.errors import no_such
from stripe_standin.params import Params
from stripe_standin.store import Document


def page(documents: list[Document], params: Params, url: str) -> Document:
    limit = params.integer("limit", least=1, most=100) or 10
    after, before = params.text("starting_after"), params.text("ending_before")
    ids = [document["id"] for document in documents]
    if after:
        documents = documents[_position(ids, after, "starting_after") + 1 :]
    if before:
        documents = documents[: _position(ids, before, "ending_before")]
        kept = documents[-limit:]
    else:
        kept = documents[:limit]
    return {"object": "list", "url": url, "has_more": len(kept) < len(documents), "data": kept}


def created(documents: list[Document], params: Params) -> list[Document]:
    """Filter `created` as a whole second or as gt, gte, lt, lte."""
    window = params.table("created")
    bounds = {name: window.integer(name, most=10**12) for name in ("gt", "gte", "lt", "lte")}
    window.finish()
    return [document for document in documents if _inside(document["created"], bounds)]


def _inside(second: int, bounds: dict[str, int | None]) -> bool:
    gt, gte, lt, lte = bounds["gt"], bounds["gte"], bounds["lt"], bounds["lte"]
    return (
        (gt is None or second > gt)
        and (gte is None or second >= gte)
        and (lt is None or second < lt)
        and (lte is None or second <= lte)
    )


def _position(ids: list[Any], object_id: str, param: str) -> int:
    if object_id not in ids:
        raise no_such("object", object_id, param)
    return ids.index(object_id)


def listing(desk: Desk, params: Params, kind: str, url: str, *filters: str) -> Document:
    equal = {name: value for name in filters if (value := params.text(name))}
    found = created(desk.store.every(kind, **equal), params)
    answer = page(found, params, url)
    expand = params.texts("expand")
    params.finish()
    return desk.expand(answer, expand)
