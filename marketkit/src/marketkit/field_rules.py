"""A rule over several fields that still says which of them to mend."""

from pydantic import ValidationError


def broken_at(*field: str | int, message: str) -> ValidationError:
    """What a model's validator raises, so that the refusal names a field and not the whole body.

    `field` is the way to it from the model, such as `"products", 0, "id"`; `message` is said to
    the person as it stands. A plain `ValueError` from such a validator names no field.
    """
    told = {"error": ValueError(message)}
    return ValidationError.from_exception_data(
        "rule", [{"type": "value_error", "loc": field, "input": None, "ctx": told}]
    )
