"""What stands in a page's head for machines: its one address, its languages, what it is about."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request

from gateway.pages import catalogue
from gateway.pages.context import Context

HIDDEN: Final = "noindex, follow"
CLOSED: Final = (
    "/korb", "/kasse", "/bestellung", "/konto", "/anmelden", "/registrieren", "/abmelden",
    "/uebernahme", "/theke", "/beratung", "/betrieb", "/frisch", "/melden", "/passwort-",
    "/widerruf/",
)  # fmt: skip
"""Pages about one person's things; no search engine has any business there."""
_FOUND: Final = "/suche"
_SAME_PAGE: Final = frozenset({"lang"})
_PART_OF_A_LIST: Final = frozenset({"page"})
_SHARE_CARD: Final = "/teilen/markt.png"
# In a script element these would end it, or begin something else.
_UNSAFE: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Head:
    canonical: str
    """The one address of this page in this language; empty for pages that nobody should list."""
    robots: str
    image: str
    kind: str = "website"
    data: tuple[Any, ...] = ()
    """Nodes of schema.org."""
    feeds: tuple[tuple[str, str], ...] = ()
    """Title and address."""
    german: str = ""
    """The address of the same page in the language that it has without a wish."""

    @property
    def languages(self) -> Sequence[tuple[str, str]]:
        """The page in each language; without a wish it is German."""
        if not self.german or self.robots:
            return ()
        known = [(language, _in(self.german, language)) for language in catalogue.LANGUAGES]
        return [*known, ("x-default", self.german)]

    def about(self, *nodes: Any) -> Self:
        return replace(self, data=(*self.data, *nodes))

    def offering(self, title: object, address: str) -> Self:
        """With a feed."""
        return replace(self, feeds=(*self.feeds, (str(title), address)))

    def shown_as(self, image: str, kind: str = "website") -> Self:
        return replace(self, image=image, kind=kind)


def base_of(request: Request) -> str:
    """The market's public address, as it stands in mails: never what a request claims."""
    base: str = request.app.state.settings.public_base
    return base


def head_of(here: Context, status: int = 200) -> Head:
    """By the address alone: lists with filters and pages about people are not to be listed."""
    base, path = base_of(here.request), here.path
    asked = {k: v for k, v in here.request.query_params.items() if k not in _SAME_PAGE}
    image = base + _SHARE_CARD
    if status != 200 or path.startswith(CLOSED):  # noqa: PLR2004 - HTTP
        return Head("", "noindex", image)
    kept = {key: value for key, value in asked.items() if key in _PART_OF_A_LIST}
    german = base + path + (f"?{urlencode(kept)}" if kept else "")
    # Each language stands for itself: of addresses that name another one as theirs, none is listed.
    canonical = _in(german, here.request.query_params.get("lang", ""))
    sifted = path == _FOUND or asked.keys() - _PART_OF_A_LIST
    return Head(canonical, HIDDEN if sifted else "", image, german=german)


def _in(address: str, language: str) -> str:
    if language not in catalogue.LANGUAGES or language == catalogue.DEFAULT_LANGUAGE:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


def structured(nodes: Sequence[Any]) -> Markup:
    """Data blocks: browsers never run them, so the policy against inline scripts allows them."""
    blocks = (
        json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)
        for node in nodes
    )
    return Markup("\n").join(
        Markup('<script type="application/ld+json">{}</script>').format(Markup(block))  # noqa: S704 - made safe above
        for block in blocks
    )
