"""The demo's mailbox: a Maildir folder that the mail server of `make demo` fills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

_PARSER = BytesParser(policy=policy.default)
_FOLDERS = ("new", "cur")


@dataclass(frozen=True, slots=True)
class Mail:
    id: str
    subject: str
    sender: str
    to: str
    date: datetime | None
    text: str


def newest(folder: Path, *, limit: int, before: str | None = None) -> Sequence[Mail]:
    """The newest first; `before` is the id of the last one seen. Blocks: call it in a thread."""
    paths = sorted(_paths(folder), key=_key, reverse=True)
    if before is not None:
        paths = [path for path in paths if _key(path) < _key_of(before)]
    return [_read(path) for path in paths[:limit]]


def find(folder: Path, mail_id: str) -> Mail | None:
    """Compared with what is there, never joined to a path."""
    return next((_read(path) for path in _paths(folder) if _id(path) == mail_id), None)


def _paths(folder: Path) -> list[Path]:
    return [path for name in _FOLDERS for path in (folder / name).glob("*") if path.is_file()]


def _id(path: Path) -> str:
    """Without the flags behind the colon, which change when a mail is read."""
    return path.name.partition(":")[0].replace("=", "-")


def _key(path: Path) -> tuple[int, str]:
    return _key_of(_id(path))


def _key_of(mail_id: str) -> tuple[int, str]:
    """A Maildir name begins with the second of delivery, and says more after it."""
    seconds = mail_id.partition(".")[0]
    return (int(seconds) if seconds.isdigit() else 0, mail_id)


def _read(path: Path) -> Mail:
    message = _PARSER.parsebytes(path.read_bytes())
    assert isinstance(message, EmailMessage)
    date = message["date"].datetime if message["date"] else None
    return Mail(
        _id(path),
        str(message["subject"] or ""),
        str(message["from"] or ""),
        str(message["to"] or message["x-delivered-to"] or ""),
        date,
        _text(message),
    )


def _text(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    return str(part.get_content()) if part is not None else ""
