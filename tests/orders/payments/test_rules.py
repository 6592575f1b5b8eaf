"""Pure rules of paying online."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marketkit.backoff import pause
from orders.domain.errors import TooLittleOnlineError
from orders.domain.order import PaymentMethod
from orders.domain.payment import (
    LONGEST_WAIT,
    SESSION_LENGTH,
    SHORTEST_SESSION,
    Payment,
    PaymentStatus,
    check_amount,
    status_after_refunds,
)

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
NEW = Payment(UUID(int=1), PaymentStatus.PENDING, 1100, "pay-first", 0, NOW)


def test_the_first_attempt_gets_a_key_and_an_end() -> None:
    first = NEW.next_attempt(NOW)

    assert (first.attempts, first.key) == (1, f"pay-{NEW.order_id}-1")
    assert first.session_expires_at == NOW + SESSION_LENGTH


def test_shortly_after_an_unclear_answer_the_same_is_asked_again() -> None:
    first = NEW.next_attempt(NOW)

    assert first.next_attempt(NOW + timedelta(minutes=1)) == first


def test_later_the_provider_would_refuse_it_so_it_is_a_new_attempt() -> None:
    first = NEW.next_attempt(NOW)

    second = first.next_attempt(NOW + timedelta(minutes=5))

    assert second.attempts == 2
    assert second.key != first.key


def test_a_page_that_is_over_is_followed_by_a_new_attempt() -> None:
    over = replace(NEW.next_attempt(NOW), session_id="cs_1", url=None)

    assert over.next_attempt(NOW + timedelta(seconds=1)).attempts == 2


def test_a_failed_card_is_forgotten_with_a_new_attempt() -> None:
    failed = replace(NEW, status=PaymentStatus.FAILED)

    assert failed.next_attempt(NOW).status is PaymentStatus.PENDING


@given(st.integers(0, 60 * 60 * 5))
def test_every_page_is_long_enough_and_none_outlasts_the_longest_wait(seconds: int) -> None:
    at = NOW + timedelta(seconds=seconds)
    if NEW.may_try(at):
        ends = NEW.next_attempt(at).session_expires_at
        assert ends
        assert ends - at >= SHORTEST_SESSION
        assert ends <= NOW + LONGEST_WAIT
    else:
        assert at > NOW + LONGEST_WAIT - SHORTEST_SESSION


@pytest.mark.parametrize("status", ["paid", "partly_refunded", "refunded"])
def test_what_is_settled_is_not_tried_again(status: str) -> None:
    assert not replace(NEW, status=PaymentStatus(status)).may_try(NOW)


@pytest.mark.parametrize(
    ("refunded", "status"), [(0, "paid"), (480, "partly_refunded"), (1100, "refunded")]
)
def test_refunds_decide_the_status(refunded: int, status: str) -> None:
    assert status_after_refunds(1100, refunded) == status


def test_less_than_fifty_cents_is_paid_at_the_shop() -> None:
    check_amount(PaymentMethod.PICKUP, 49)
    check_amount(PaymentMethod.ONLINE, 50)
    with pytest.raises(TooLittleOnlineError):
        check_amount(PaymentMethod.ONLINE, 49)


def test_pauses_double_up_to_the_longest() -> None:
    waits = [pause(n, first=5, longest=60).total_seconds() for n in (1, 2, 3, 4, 5, 1000)]

    assert waits == [5, 10, 20, 40, 60, 60]
