"""Unguessable keys for browsers and programs; only their hashes are ever stored."""

import base64
import hashlib
import hmac
import secrets

TOKEN_PREFIX = "mkt_"  # noqa: S105 - a visible prefix, so that scanners find leaked tokens
GUEST_FORM_TOKEN = "guest"  # noqa: S105 - says only that there is no session
_BYTES = 32
_LONGEST = 128


def new_key(prefix: str = "") -> str:
    return prefix + secrets.token_urlsafe(_BYTES)


def digest(key: str) -> bytes:
    """A plain SHA-256 is right here: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(key.encode()[:_LONGEST]).digest()


def form_token(session_key: str | None) -> str:
    """Bound to the session and useless without it; needs no secret and no storage of its own.

    Guests all share one: they have no session that a forged form could abuse, and a sign-in sent
    from another site is refused by its origin.
    """
    if session_key is None:
        return GUEST_FORM_TOKEN
    mac = hmac.digest(session_key.encode(), b"form token", "sha256")
    return base64.urlsafe_b64encode(mac[:18]).decode()


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
