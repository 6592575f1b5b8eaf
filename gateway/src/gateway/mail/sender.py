"""Writes the few mails the gateway has to send."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.mail import Letter, MailConfig, MailSender, Templates, UnwritableError, Written
from marketkit.yaml_file import read_yaml

from gateway.store.mails import DueMail, MailQueue

_FOLDER: Final = Path(__file__).parent


class AccountWriter:
    """Fulfils the port MailWriter."""

    def __init__(self, config: MailConfig) -> None:
        self._config = config
        self._templates = Templates()

    async def write(self, mail: DueMail) -> Written:
        """Raises UnwritableError for a kind without words."""
        words = _wording(mail.language).get(mail.kind)
        if words is None:
            raise UnwritableError(mail.kind)
        url = f"{self._config.public_url}{mail.link}" if mail.link else ""
        letter = Letter(
            subject=words["subject"],
            greeting=words["greeting"],
            paragraphs=tuple(words["paragraphs"]),
            link=(words["link"], url) if url else None,
            closing=(self._config.sender_name,),
        )
        return self._templates.write(
            letter, mail.language, secrets=(mail.link,) if mail.link else ()
        )


class AccountMailSender(MailSender[DueMail]):
    def __init__(self, database: Database, config: MailConfig, clock: Clock) -> None:
        super().__init__(MailQueue(database), AccountWriter(config), config, clock)


@cache
def _wording(language: str) -> dict[str, Any]:
    path = _FOLDER / f"{language}.yaml"
    chosen = path if path.is_file() else _FOLDER / "de.yaml"
    found: dict[str, Any] = read_yaml(chosen)
    return found
