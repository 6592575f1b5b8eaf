"""What the use cases need from outside."""

from typing import Protocol


class Passwords(Protocol):
    """Keeps passwords so that nobody can read them back."""

    async def hash(self, password: str) -> str:
        """With method, cost and salt inside; each time another text."""
        ...

    async def fits(self, password: str, hashed: str | None) -> bool:
        """Takes as long for None, an account that does not exist, as for a wrong password."""
        ...

    def is_outdated(self, hashed: str) -> bool:
        """Hashed at a cost of former years: hash it anew when the password is at hand."""
        ...
