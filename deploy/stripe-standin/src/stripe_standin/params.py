"""Reads parameters one by one and refuses what it was not asked for."""

from typing import Any

from stripe_standin.errors import ApiError, missing, unknown

_LONGEST_TEXT = 5000
_MOST_METADATA, _LONGEST_KEY, _LONGEST_VALUE = 50, 40, 500


class Params:
    def __init__(self, values: dict[str, Any], prefix: str = "") -> None:
        self._values = values
        self._prefix = prefix
        self._read: set[str] = set()

    def name(self, key: str) -> str:
        return f"{self._prefix}[{key}]" if self._prefix else key

    def _take(self, key: str) -> Any:
        self._read.add(key)
        value = self._values.get(key)
        return None if value == "" else value

    def text(self, key: str) -> str | None:
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
            raise ApiError(f"Invalid string: {self.name(key)}", param=self.name(key))
        return value

    def need(self, key: str) -> str:
        value = self.text(key)
        if value is None:
            raise missing(self.name(key))
        return value

    def choice(self, key: str, *allowed: str, default: str) -> str:
        value = self.text(key) or default
        if value not in allowed:
            raise ApiError(
                f"Invalid {self.name(key)}: must be one of {', '.join(allowed)}",
                param=self.name(key),
            )
        return value

    def integer(self, key: str, *, least: int = 0, most: int = 99_999_999) -> int | None:
        value = self.text(key)
        if value is None:
            return None
        if not value.lstrip("-").isdecimal():
            raise ApiError(
                f"Invalid integer: {value}", code="parameter_invalid_integer", param=self.name(key)
            )
        number = int(value)
        if not least <= number <= most:
            raise ApiError(
                f"This value must be between {least} and {most}.",
                code="parameter_invalid_integer",
                param=self.name(key),
            )
        return number

    def table(self, key: str) -> "Params":
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            raise ApiError(f"Invalid object: {self.name(key)}", param=self.name(key))
        return Params(value or {}, self.name(key))

    def anything(self, key: str) -> Any:
        """For fields that are only kept and given back."""
        return self._take(key)

    def rows(self, key: str) -> list["Params"]:
        value = self._take(key) or []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise ApiError(f"Invalid array: {self.name(key)}", param=self.name(key))
        return [Params(row, f"{self.name(key)}[{at}]") for at, row in enumerate(value)]

    def texts(self, key: str) -> list[str]:
        value = self._take(key) or []
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise ApiError(f"Invalid array: {self.name(key)}", param=self.name(key))
        return value

    def metadata(self) -> dict[str, str]:
        table = self.table("metadata")
        values: dict[str, str] = {}
        for key in table.names():
            if len(key) > _LONGEST_KEY or len(table.text(key) or "") > _LONGEST_VALUE:
                raise ApiError(f"Metadata too long: {key}", param=table.name(key))
            values[key] = table.text(key) or ""
        if len(values) > _MOST_METADATA:
            raise ApiError("Metadata can have up to 50 keys.", param="metadata")
        return values

    def names(self) -> list[str]:
        return list(self._values)

    def finish(self) -> None:
        for key in self._values:
            if key not in self._read:
                raise unknown(self.name(key))
