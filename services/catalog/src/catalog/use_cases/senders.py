"""Who sends how much, without keeping where from."""

from catalog.use_cases.ports import Surroundings


def sender_of(address: str, around: Surroundings) -> bytes:
    """The same all day for one address; without our secret nobody tells which address it was."""
    return around.links.mark(f"{around.clock.now().date()} {address}")
