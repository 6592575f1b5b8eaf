"""The kit's sender with the catalogue's queue and the catalogue's letters."""

from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.mail import MailConfig, MailSender, Templates, Written

from catalog.mail.compose import compose
from catalog.mail.wording import load_wordings
from catalog.store.mails import DueMail, MailQueue


class FactsWriter:
    """Fulfils the port MailWriter."""

    def __init__(self, config: MailConfig) -> None:
        self._config = config
        self._templates = Templates()
        self._wordings = load_wordings()

    async def write(self, mail: DueMail) -> Written:
        wording = self._wordings.get(mail.language, self._wordings["de"])
        letter = compose(
            mail.kind,
            mail.facts,
            wording,
            public_url=self._config.public_url,
            sender_name=self._config.sender_name,
        )
        return self._templates.write(letter, wording.language, secrets=mail.secrets)


class CatalogMailSender(MailSender[DueMail]):
    def __init__(self, database: Database, config: MailConfig, clock: Clock) -> None:
        super().__init__(MailQueue(database), FactsWriter(config), config, clock)
