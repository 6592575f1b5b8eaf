"""The region's categories as orders needs them: what lies under what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CategoryTree:
    """Keys with the key above them; names in German."""

    above: Mapping[str, str | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        return key in self.above

    def path(self, key: str) -> frozenset[str]:
        """The category itself and all it lies under; an unknown one lies alone."""
        return frozenset(self._up(key))

    def _up(self, key: str | None) -> Iterator[str]:
        while key is not None:
            yield key
            key = self.above.get(key)
