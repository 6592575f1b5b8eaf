"""What every page needs to know about the request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from marketkit.clock import SystemClock
from markupsafe import Markup
from starlette.requests import Request

from gateway.pages import catalogue
from gateway.pages.region import Region, region_of

LANGUAGE_COOKIE = "sprache"
CART_COOKIE = "korb"
COUNT_COOKIE = "korb_anzahl"
FLASH_COOKIE = "meldung"
NONCE_COOKIE = "korb_zuletzt"


@dataclass(frozen=True, slots=True)
class Context:
    """One request seen by a page."""

    request: Request
    language: str
    account: Any
    region: Region

    def text(self, key: str, **values: object) -> Markup:
        return catalogue.text(self.language, key, **values)

    def plural(self, key: str, number: int, **values: object) -> Markup:
        return catalogue.plural(self.language, key, number, **values)

    @property
    def now(self) -> datetime:
        clock = getattr(self.request.app.state, "clock", None) or SystemClock()
        now: datetime = clock.now()
        return now

    @property
    def path(self) -> str:
        """This page's own path, for links back to it: never read as another site's address."""
        return "/" + quote(self.request.url.path.lstrip("/"), safe="/%~")

    @property
    def cart_id(self) -> str | None:
        """The cart of this browser; anything but an id in the cookie counts as none."""
        value = self.request.cookies.get(CART_COOKIE, "")
        try:
            return str(UUID(value))
        except ValueError:
            return None

    @property
    def cart_count(self) -> int:
        value = self.request.cookies.get(COUNT_COOKIE, "")
        return int(value) if value.isdecimal() and len(value) < 5 else 0  # noqa: PLR2004 - digits

    @property
    def flash(self) -> str | None:
        """The message key left by the page before; only keys of ours are ever shown."""
        key = self.request.cookies.get(FLASH_COOKIE, "")
        return key if key.startswith("flash.") and catalogue.has(key) else None

    @property
    def counters(self) -> Any:
        """The shops between which this person can switch behind the counter."""
        return getattr(self.request.state, "counters", ())

    def may(self, role: str) -> bool:
        return self.account is not None and role in self.account.roles


def context(request: Request) -> Context:
    return Context(
        request,
        language_of(request),
        getattr(request.state, "account", None),
        region_of(request.app),
    )


def impersonal(request: Request) -> Context:
    """For what is kept for everybody: it knows nobody, and asks no cookie for the language."""
    wanted = request.query_params.get("lang", "")
    language = wanted if wanted in catalogue.LANGUAGES else catalogue.DEFAULT_LANGUAGE
    return Context(request, language, None, region_of(request.app))


def language_of(request: Request) -> str:
    for wanted in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE)):
        if wanted in catalogue.LANGUAGES:
            return str(wanted)
    return catalogue.DEFAULT_LANGUAGE


def form_token(request: Request) -> str:
    """The token of this browser's session that its forms must carry; all guests share one."""
    return str(request.state.form_token)


def searcher_of(request: Request) -> str | None:
    """The mark under which a search of this browser is counted, see `identity.searchers`."""
    mark: Callable[[], str | None] | None = getattr(request.state, "searcher", None)
    return mark() if mark else None
