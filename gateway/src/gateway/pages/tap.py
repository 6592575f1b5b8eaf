"""What makes a repeated tap on "in den Korb" harmless, without a number invented per page view.

A form's mark is worked out from the last tap of this browser: as long as nothing was put into the
cart, the page stays byte for byte the same and can be kept; after a tap it is another page.
"""

from hashlib import blake2b

from starlette.requests import Request

from gateway.pages.context import NONCE_COOKIE


def next_mark(request: Request, product_id: str) -> str:
    """For the form of this product; differs from the mark of the tap before."""
    return _short(request.cookies.get(NONCE_COOKIE, ""), product_id)


def tap_of(mark: str, variant: str, quantity: int) -> str:
    """What one tap asked for; the same again is the same tap."""
    return _short(mark, variant, str(quantity))


def _short(*parts: str) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
