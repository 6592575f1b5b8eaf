"""Answers kept for as long as the index has not changed."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

from search.domain.demand import Searched


@dataclass(frozen=True, slots=True)
class Answer:
    """A finished body with its entity tag."""

    body: bytes
    etag: str
    searched: Searched | None = None
    """What is remembered each time the answer is given."""


class AnswerCache:
    """The least recently used goes first. A new index state empties it: no answer goes stale."""

    def __init__(self, *, most: int = 4096, most_bytes: int = 16_000_000) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._state: Hashable = None
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, state: Hashable, key: Hashable) -> Answer | None:
        if state != self._state:
            return None
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, state: Hashable, key: Hashable, answer: Answer) -> None:
        """`state` is the one from before the engine was asked."""
        if state != self._state:
            self._answers.clear()
            self._bytes = 0
            self._state = state
        if key not in self._answers:
            self._answers[key] = answer
            self._bytes += len(answer.body)
        while len(self._answers) > self._most or self._bytes > self._most_bytes:
            _, old = self._answers.popitem(last=False)
            self._bytes -= len(old.body)
