"""Requests that another web site makes a browser send (CSRF), told apart by Fetch Metadata."""

from collections.abc import Iterable

from gateway.security.incoming import Incoming
from gateway.security.refusal import Refusal

SAFE = frozenset({"GET", "HEAD"})
_OWN = frozenset({b"same-origin", b"none"})


class Origins:
    """Which origins are ours; without a list, the one the request itself was sent to."""

    def __init__(self, own: Iterable[str]) -> None:
        self._own = frozenset(origin.encode() for origin in own)

    def includes(self, origin: bytes, incoming: Incoming, scheme: str) -> bool:
        if self._own:
            return origin.lower() in self._own
        return origin.lower() == scheme.encode() + b"://" + incoming.host.lower()


def require_same_site(
    incoming: Incoming, origins: Origins, *, scheme: str, has_session: bool
) -> None:
    """Raises Refusal (403). For unsafe methods that rely on a cookie or may set one.

    A browser sends `Sec-Fetch-Site` or at least `Origin`; a request with neither, but with a
    session, is not worth the doubt. Programs send neither and have no session.
    """
    site = incoming.found.get(b"sec-fetch-site")
    origin = incoming.found.get(b"origin")
    if site is not None:
        trusted = site in _OWN
    elif origin is not None:
        trusted = origins.includes(origin, incoming, scheme)
    else:
        trusted = not has_session
    if not trusted:
        raise Refusal(
            403,
            "cross_site",
            "Diese Anfrage kam von einer anderen Seite und wurde nicht ausgeführt.",
        )
