"""The names of shops by slug, for choices and chips that only know the slug."""

from collections.abc import Iterable, Mapping

from starlette.requests import Request

from gateway.pages.answers.search import Results
from gateway.pages.finding.kept import Kept
from gateway.pages.market import catalog
from gateway.pages.market.caller import Caller, caller
from gateway.pages.parts import part

_SECONDS = 300
_PAGES, _PER_PAGE = 20, 100


async def shop_names(
    request: Request, results: Results | None, wanted: Iterable[str]
) -> Mapping[str, str]:
    """What the results say themselves, and the rest from a list kept for some minutes."""
    said = {hit.shop.slug: hit.shop.name for hit in results.hits} if results else {}
    facets = results.facets.shop if results else ()
    said |= {value.key: value.name for value in facets if value.name}
    if all(slug in said for slug in (*wanted, *(value.key for value in facets))):
        return said
    listed = await _kept(request).get(lambda: _all(caller(request)))
    return {**(listed or {}), **said}


def _kept(request: Request) -> Kept[Mapping[str, str]]:
    state = request.app.state
    if not hasattr(state, "shop_names"):
        state.shop_names = Kept(_SECONDS)
    kept: Kept[Mapping[str, str]] = state.shop_names
    return kept


async def _all(ask: Caller) -> Mapping[str, str] | None:
    names: dict[str, str] = {}
    cursor: str | None = None
    for _page in range(_PAGES):
        found = await part(catalog.shops(ask, limit=_PER_PAGE, cursor=cursor))
        if found is None:
            return names or None
        names |= {shop.slug: shop.name for shop in found.items}
        cursor = found.next
        if cursor is None:
            break
    return names
