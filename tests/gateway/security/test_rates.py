import pytest
from gateway.security import rates
from gateway.security.rates import Rates
from gateway.security.refusal import Refusal


def may_pass(limits: Rates, address: str) -> bool:
    try:
        limits.require_calm(address)
    except Refusal:
        return False
    return True


def allowed(limits: Rates, address: str, times: int) -> int:
    return sum(may_pass(limits, address) for _ in range(times))


def test_who_is_too_fast_is_told_when_to_come_back() -> None:
    limits = Rates(0.25, 1, now=lambda: 0.0)
    limits.require_calm("a")

    with pytest.raises(Refusal) as refused:
        limits.require_calm("a")

    assert refused.value.status == 429
    assert refused.value.headers["Retry-After"] == "4"


def test_a_burst_is_granted_and_then_the_steady_rate() -> None:
    seconds = 0.0
    limits = Rates(10, 20, now=lambda: seconds)

    assert allowed(limits, "a", 30) == 20
    seconds = 1.0
    assert allowed(limits, "a", 30) == 10


def test_addresses_do_not_disturb_each_other() -> None:
    limits = Rates(1, 5, now=lambda: 0.0)

    assert (allowed(limits, "a", 10), allowed(limits, "b", 10)) == (5, 5)


def test_zero_switches_it_off() -> None:
    assert allowed(Rates(0, 1), "a", 100) == 100


def test_the_number_of_remembered_addresses_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_ADDRESSES", 3)
    limits = Rates(1, 1, now=lambda: 0.0)

    for number in range(10):
        limits.require_calm(str(number))

    assert len(limits._buckets) == 3
