"""What the use cases need from outside."""

from typing import Protocol


class Passwords(Protocol):
    async def hash(self, password: str) -> str: ...

    async def fits(self, password: str, hashed: str | None) -> bool:
        """Takes as long for None, an account that does not exist, as for a wrong password."""
        ...

    def is_outdated(self, hashed: str) -> bool: ...
