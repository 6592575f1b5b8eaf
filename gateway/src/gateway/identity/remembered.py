"""A small memory that forgets: bounded in size, and in how long it trusts what it knows."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    def __init__(
        self, seconds: float, *, most: int = 10_000, now: Callable[[], float] = monotonic
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._now = now
        self._entries: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def get(self, key: K) -> V | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry[0] <= self._now():
            del self._entries[key]
            return None
        return entry[1]

    def put(self, key: K, value: V) -> V:
        self._entries.pop(key, None)
        self._entries[key] = (self._now() + self._seconds, value)
        if len(self._entries) > self._most:
            self._entries.popitem(last=False)
        return value

    def forget(self, key: K) -> None:
        self._entries.pop(key, None)

    def forget_all(self) -> None:
        self._entries.clear()
