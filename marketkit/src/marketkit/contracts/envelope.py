"""What all events have in common, and the register that turns bytes back into one."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

_REGISTER: dict[str, type["Event"]] = {}


class UnknownEventTypeError(Exception):
    """A message names a type this program has never heard of."""


class Event(BaseModel):
    """A fact in the past tense. `type` is `<service>.<aggregate>.<event>.v<n>`.

    Unknown fields are ignored, so that a newer publisher may add optional ones. `version` is
    raised by the aggregate's owner in the transaction that changed it: consumers apply newer
    states and ignore older ones, whatever order the messages come in.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: ClassVar[str]
    key: ClassVar[str]
    """The field that holds the aggregate's id; becomes the message's subject."""

    expected: ClassVar[bool]
    """Somebody always listens: if nobody does, that is a fault to be seen, not a shrug."""

    version: int

    folds: ClassVar[bool] = False
    """Several that wait may be told as one, which `folded` makes: for states without a history.

    Under load the bus then carries one message and not many.
    """

    @classmethod
    def folded(cls, events: Sequence[Self]) -> Self:
        """One event that says what all of these say. Raises TypeError where they do not fold."""
        message = f"{len(events)} {cls.__name__} cannot be told as one"
        raise TypeError(message)

    def __init_subclass__(
        cls,
        *,
        type: str = "",  # noqa: A002 -- reads as the event's own word
        key: str = "",
        expected: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init_subclass__(**kwargs)
        cls.expected = expected
        if type:
            if type in _REGISTER:
                message = f"two events claim the type {type}"
                raise TypeError(message)
            cls.type, cls.key = type, key
            _REGISTER[type] = cls

    @property
    def subject(self) -> UUID:
        """The id of the aggregate that changed."""
        value: UUID = getattr(self, self.key)
        return value


def parse_event(event_type: str, body: bytes) -> Event:
    """The event in `body`. Raises UnknownEventTypeError or pydantic.ValidationError."""
    model = _REGISTER.get(event_type)
    if model is None:
        raise UnknownEventTypeError(event_type)
    return model.model_validate_json(body)


def event_types() -> Mapping[str, type[Event]]:
    """Every registered event by its type."""
    return dict(_REGISTER)


def is_expected_somewhere(event_type: str) -> bool:
    """Whether a message of this type without any subscriber is an error."""
    model = _REGISTER.get(event_type)
    return model is not None and model.expected
