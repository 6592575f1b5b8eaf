"""Kinds of text that people type, each with its limits, parsed at the edge."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

# What XML forbids, too: one such sign in a title, and no feed of the whole market can be read.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff<>\"\\/]+")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_WEB = re.compile(r"https?://[^\s/.]+\.[^\s]+")


class Form(BaseModel):
    """A request body: unknown fields are refused, a typing error must not pass silently."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def readable(text: str) -> str:
    """No characters that cannot be stored or seen."""
    if _CONTROL.search(text):
        message = "Hier stehen unsichtbare Steuerzeichen."
        raise ValueError(message)
    return text


def plain_name(text: str) -> str:
    """What a file is called may carry anything; what stays are words."""
    return " ".join(_NOT_IN_NAMES.sub(" ", text).split())


def _one_line(text: str) -> str:
    return " ".join(readable(text).split())


def _mail(text: str) -> str:
    if text and not _MAIL.fullmatch(text):
        message = "Das ist keine E-Mail-Adresse."
        raise ValueError(message)
    return text


def _web(text: str) -> str:
    if text and not _WEB.fullmatch(text):
        message = "Eine Adresse im Netz beginnt mit https://"
        raise ValueError(message)
    return text


def _strip(longest: int, shortest: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


Name = Annotated[str, _strip(120, 2), AfterValidator(_one_line)]
Line = Annotated[str, _strip(200), AfterValidator(_one_line)]
FilledLine = Annotated[str, _strip(200, 1), AfterValidator(_one_line)]
Word = Annotated[str, _strip(60), AfterValidator(_one_line)]
Note = Annotated[str, _strip(300), AfterValidator(_one_line)]
Paragraphs = Annotated[str, _strip(8000), AfterValidator(readable)]
Mail = Annotated[str, _strip(254), AfterValidator(readable), AfterValidator(_mail)]
Web = Annotated[str, _strip(300), AfterValidator(readable), AfterValidator(_web)]
PostalCode = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\d{5}$")]
PictureKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,60}$")]
