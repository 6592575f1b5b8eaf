"""Whether a webhook really comes from the provider, and comes now."""

import re
from datetime import datetime, timedelta
from typing import Any, Final

import orjson

TOLERANCE: Final = timedelta(minutes=5)
LONGEST_NAME: Final = 255
_TIMESTAMP = re.compile(r"(?:^|,)t=([0-9]{1,12})(?:,|$)")


class BadWebhookError(Exception):
    """Not signed by the provider, too old, from the future, or not an event."""


def verify(
    body: bytes, header: str | None, secrets: tuple[str, ...], now: datetime
) -> dict[str, Any]:
    """The event in `body`. Any of the secrets will do: there are two while they rotate."""
    check_time(header, now)
    if not any(_is_signed(body, header, secret) for secret in secrets):
        raise BadWebhookError("no signature fits")
    if b"\\u0000" in body:
        raise BadWebhookError("the database has no letter for this")
    try:
        event = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadWebhookError("not JSON") from error
    if not (
        isinstance(event, dict)
        and event.get("object") == "event"
        and _is_name(event.get("id"))
        and _is_name(event.get("type"))
    ):
        raise BadWebhookError("not an event")
    return event


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME


def check_time(header: str | None, now: datetime) -> None:
    """Both ways: the library alone would take a signature made for next year."""
    found = _TIMESTAMP.search(header or "")
    if found is None:
        raise BadWebhookError("no timestamp")
    if abs(now.timestamp() - int(found[1])) > TOLERANCE.total_seconds():
        raise BadWebhookError("not from now")


def _is_signed(body: bytes, header: str | None, secret: str) -> bool:
    import stripe  # noqa: PLC0415 -- slow to import, and only some markets take online payments

    try:
        stripe.WebhookSignature.verify_header(body, header, secret)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False
    return True
