"""Response headers that tell browsers to be strict."""

from collections.abc import Iterable, Sequence

Pairs = list[tuple[bytes, bytes]]

_COMMON: Pairs = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_PERMISSIONS = b"geolocation=(self), camera=(), microphone=(), payment=(), usb=()"
_A_YEAR = b"max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Two fixed sets, made once: for pages, and for everything that is no page."""

    def __init__(self, *, payment_origins: Iterable[str], https_only: bool) -> None:
        transport = [(b"strict-transport-security", _A_YEAR)] if https_only else []
        self.api: Pairs = [
            *_COMMON,
            *transport,
            (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        ]
        self.page: Pairs = [
            *_COMMON,
            *transport,
            (b"permissions-policy", _PERMISSIONS),
            (b"content-security-policy", _page_policy(payment_origins).encode()),
        ]
        # A drawing may style itself, and do nothing else.
        self.drawing: Pairs = [
            *self.api[:-1],
            (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'"),
        ]

    def completed(self, headers: Sequence[tuple[bytes, bytes]]) -> Pairs:
        """The headers of one of our own answers, with what its kind needs."""
        named = {name.lower(): value for name, value in headers}
        kind = named.get(b"content-type", b"")
        is_page = kind.startswith(b"text/html")
        ours = self.page if is_page else self.api
        if kind.startswith(b"image/svg"):
            ours = self.drawing
        added = [pair for pair in ours if pair[0] not in named]
        if b"cache-control" not in named:
            # Pages may be kept for the way back, answers of the API not at all.
            added.append((b"cache-control", b"private, no-cache" if is_page else b"no-store"))
        return [*headers, *added]


def _page_policy(payment_origins: Iterable[str]) -> str:
    """Nothing inline, nothing from elsewhere. A checkout form may be redirected to the payment
    page, and browsers hold `form-action` against redirects too."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            " ".join(["form-action 'self'", *payment_origins]),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )
