"""Only what the provider signed, and signed now, is believed."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest
from orders.payments.signature import BadWebhookError, verify
from stripe_standin.courier import signature

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
EVENT = {"id": "evt_1", "object": "event", "type": "checkout.session.completed"}
BODY = orjson.dumps(EVENT)


def signed(secret: str = "whsec_a", *, at: datetime = NOW, body: bytes = BODY) -> str:
    return signature(body.decode(), secret, int(at.timestamp()))


def the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    # The library compares with the machine's clock; ours is an argument.
    monkeypatch.setattr("stripe._webhook.time.time", NOW.timestamp)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    the_moment(monkeypatch)


@pytest.mark.parametrize("secret", ["whsec_a", "whsec_b"])
def test_both_secrets_count_while_they_rotate(secret: str) -> None:
    assert verify(BODY, signed(secret), ("whsec_a", "whsec_b"), NOW) == EVENT


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24 * 365])
def test_old_and_future_signatures_are_refused(minutes: int) -> None:
    header = signed(at=NOW + timedelta(minutes=minutes))

    with pytest.raises(BadWebhookError, match="not from now"):
        verify(BODY, header, ("whsec_a",), NOW)


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (BODY, None),
        (BODY, ""),
        (BODY, "t=abc,v1=00"),
        (BODY, signed("whsec_other")),
        (BODY + b" ", signed()),
        (b"\xff\xfe", signed()),
        (BODY, signed().replace("v1=", "v0=")),
    ],
)
def test_what_is_not_signed_by_the_provider_is_refused(body: bytes, header: str | None) -> None:
    with pytest.raises(BadWebhookError):
        verify(body, header, ("whsec_a",), NOW)


@pytest.mark.parametrize(
    "body", [b"no json", b"[]", b'{"object": "charge"}', b'{"object":"event"}']
)
def test_what_is_signed_but_no_event_is_refused(body: bytes) -> None:
    with pytest.raises(BadWebhookError, match="not"):
        verify(body, signed(body=body), ("whsec_a",), NOW)


def test_without_any_secret_nothing_is_believed() -> None:
    with pytest.raises(BadWebhookError):
        verify(BODY, signed(), (), NOW)
