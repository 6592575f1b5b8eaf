"""If-Match: whoever edits an old copy is told instead of overwriting a newer one."""

from marketkit.errors import PreconditionError


def check_version(current: int, expected: int | None) -> None:
    """Nothing expected, nothing checked. Raises PreconditionError when it is another."""
    if expected is not None and expected != current:
        raise PreconditionError(version=current, current_version=current)
