from dataclasses import dataclass

from gateway.clients.breaker import Breaker


@dataclass
class Stopwatch:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


def a_tripped_breaker(watch: Stopwatch) -> Breaker:
    breaker = Breaker(threshold=3, pause=2, longest_pause=5, now=watch)
    for _ in range(3):
        breaker.failed()
    return breaker


def test_it_stays_closed_while_failures_are_not_in_a_row() -> None:
    breaker = Breaker(threshold=3)

    for _ in range(10):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()

    assert breaker.allows()


def test_it_opens_and_lets_one_trial_through_after_the_pause() -> None:
    watch = Stopwatch()
    breaker = a_tripped_breaker(watch)

    assert not breaker.allows()
    watch.seconds = 2.1
    assert [breaker.allows(), breaker.allows()] == [True, False]


def test_a_good_trial_closes_it() -> None:
    watch = Stopwatch()
    breaker = a_tripped_breaker(watch)
    watch.seconds = 2.1
    breaker.allows()

    breaker.succeeded()

    assert all(breaker.allows() for _ in range(5))


def test_a_bad_trial_doubles_the_pause_up_to_the_longest() -> None:
    watch = Stopwatch()
    breaker = a_tripped_breaker(watch)
    watch.seconds = 2.1
    breaker.allows()
    breaker.failed()

    watch.seconds += 3.9
    assert not breaker.allows()
    watch.seconds += 0.2
    assert breaker.allows()
    breaker.failed()
    watch.seconds += 5.1
    assert breaker.allows()


def test_a_trial_whose_caller_vanished_does_not_hold_the_door_shut() -> None:
    watch = Stopwatch()
    breaker = a_tripped_breaker(watch)
    watch.seconds = 2.1
    breaker.allows()

    watch.seconds += 5.1

    assert breaker.allows()
