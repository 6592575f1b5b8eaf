"""The sender against a real SMTP server, over a queue in memory."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from marketkit.clock import new_id
from marketkit.mail import (
    Letter,
    MailConfig,
    MailSender,
    Section,
    Templates,
    UnwritableError,
    Written,
    as_message,
    mail_config,
)
from marketkit.mail.sender import AT_ONCE, LEASE, MOST_ATTEMPTS, SECONDS_PER_MAIL
from marketkit.settings import MailSettings
from pydantic import SecretStr

from tests.conftest import FixedClock
from tests.support.post import PostOffice

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
BOUNCE = {"gone@example.org": "550 no such user"}


@dataclass
class Waiting:
    to_address: str = "anna@example.org"
    kind: str = "greeting"
    attempts: int = 0
    id: UUID = field(default_factory=new_id)


class Tray:
    """Fulfils MailStore; `asked` is what claims, `kept` what became of each mail."""

    def __init__(self, *mails: Waiting) -> None:
        self.due = list(mails)
        self.kept: dict[str, Any] = {}
        self.waits: list[timedelta] = []

    async def claim(self, limit: int, lease: timedelta) -> list[Waiting]:
        taken, self.due = self.due[:limit], self.due[limit:]
        for mail in taken:
            mail.attempts += 1
        return taken

    async def sent(self, mail: Waiting, written: Written) -> None:
        self.kept[mail.to_address] = written.to_keep()

    async def postpone(self, mail: Waiting, wait: timedelta, error: str) -> None:
        self.waits.append(wait)
        self.kept[mail.to_address] = ("later", error)

    async def give_up(self, mail: Waiting, error: str) -> None:
        self.kept[mail.to_address] = ("given up", error)


class Scribe:
    """Fulfils MailWriter."""

    async def write(self, mail: Waiting) -> Written:
        if mail.kind == "unwritable":
            raise UnwritableError("nothing to say")
        if mail.kind == "broken":
            raise ZeroDivisionError
        return Written("Guten Tag", "Der Schlüssel ist s3cret.", "<p>s3cret</p>", ("s3cret",))


@pytest.fixture
def config(post: PostOffice) -> MailConfig:
    return MailConfig(
        sender="markt@example.org",
        sender_name="Regionalmarkt Zeitz",
        public_url="https://markt.example.org",
        port=post.port,
        timeout=2,
    )


def sender(tray: Tray, config: MailConfig) -> MailSender[Waiting]:
    return MailSender(tray, Scribe(), config, FixedClock(NOW))


async def test_it_arrives_with_what_a_mail_needs(post: PostOffice, config: MailConfig) -> None:
    mail = Waiting()
    tray = Tray(mail)

    assert await sender(tray, config).work()
    assert not await sender(tray, config).work()

    [message] = post.arrived
    assert message["Message-ID"] == f"<{mail.id}@example.org>"
    assert message["From"] == "Regionalmarkt Zeitz <markt@example.org>"
    assert message["Date"] == "Fri, 20 Nov 2026 08:00:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert "s3cret" in post.text("anna@example.org")


async def test_what_opens_something_is_not_kept(post: PostOffice, config: MailConfig) -> None:
    tray = Tray(Waiting())

    await sender(tray, config).work()

    assert tray.kept["anna@example.org"] == Written("Guten Tag", "Der Schlüssel ist ….", "<p>…</p>")


async def test_no_mail_holds_up_another(post: PostOffice, config: MailConfig) -> None:
    post.bad_addresses = BOUNCE
    tray = Tray(
        Waiting("broken@example.org", kind="broken"),
        Waiting("gone@example.org"),
        Waiting("silent@example.org", kind="unwritable"),
        Waiting("no address"),
        Waiting("two\r\nlines@example.org"),
        Waiting(),
    )

    await sender(tray, config).work()

    assert post.recipients == ["anna@example.org"]
    assert tray.kept["broken@example.org"] == ("later", "ZeroDivisionError()")
    assert tray.kept["silent@example.org"] == ("given up", "nothing to say")
    assert tray.kept["gone@example.org"][0] == "given up"
    assert "550" in tray.kept["gone@example.org"][1]
    assert tray.kept["no address"][0] == "given up"
    assert tray.kept["two\r\nlines@example.org"][0] == "given up"


@pytest.mark.parametrize(
    ("answer", "outcome"), [("451 busy", "later"), ("554 no thanks", "given up")]
)
async def test_only_a_refusal_for_good_is_final(
    post: PostOffice, config: MailConfig, answer: str, outcome: str
) -> None:
    post.refusals = [answer]
    tray = Tray(Waiting(), Waiting("bert@example.org"))

    await sender(tray, config).work()

    assert tray.kept["anna@example.org"][0] == outcome
    assert post.recipients == ["bert@example.org"]


async def test_a_server_that_hangs_up_costs_one_mail_one_try(
    post: PostOffice, config: MailConfig
) -> None:
    post.refusals = ["421 closing"]
    tray = Tray(Waiting(), Waiting("bert@example.org"))

    await sender(tray, config).work()

    assert tray.kept["anna@example.org"][0] == "later"
    assert post.recipients == ["bert@example.org"]


async def test_a_refused_login_is_ours_to_mend(post: PostOffice, config: MailConfig) -> None:
    tray = Tray(Waiting())

    await sender(tray, replace(config, username="market", password="wrong")).work()

    assert tray.kept["anna@example.org"][0] == "later"


async def test_a_server_that_is_away_puts_all_off(config: MailConfig) -> None:
    tray = Tray(Waiting(), Waiting("bert@example.org", attempts=3))

    await sender(tray, replace(config, port=1)).work()

    assert [outcome for outcome, _error in tray.kept.values()] == ["later", "later"]
    assert tray.waits == [timedelta(seconds=15), timedelta(seconds=120)]


async def test_the_last_try_gives_up(config: MailConfig) -> None:
    tray = Tray(Waiting(attempts=MOST_ATTEMPTS - 1))

    await sender(tray, replace(config, port=1)).work()

    assert tray.kept["anna@example.org"][0] == "given up"


async def test_a_round_takes_no_more_than_its_lease_lasts(
    post: PostOffice, config: MailConfig
) -> None:
    assert LEASE.total_seconds() > AT_ONCE * SECONDS_PER_MAIL

    tray = Tray(*(Waiting() for _ in range(AT_ONCE + 1)))
    await sender(tray, config).work()

    assert len(post.arrived) == AT_ONCE


async def test_the_loop_sends_by_itself(post: PostOffice, config: MailConfig) -> None:
    loop = sender(Tray(Waiting()), config)

    await loop.start()
    async with asyncio.timeout(10):
        while not post.arrived:
            await asyncio.sleep(0.02)
    await loop.stop()

    assert post.recipients == ["anna@example.org"]


def test_a_letter_becomes_text_and_escaped_html() -> None:
    letter = Letter(
        subject="Neues von\r\nBcc: alle@example.org",
        greeting="Hallo Café & Söhne,",
        paragraphs=("ein Satz.", "ein <b>anderer</b>."),
        link=("Ansehen", "https://markt.example.org/?a=1&b=2"),
        sections=(Section("Rechtliches", ("Klein gedruckt.",)),),
        closing=("Freundliche Grüße", "Regionalmarkt Zeitz"),
    )

    written = Templates().write(letter, "de")

    assert written.subject == "Neues von Bcc: alle@example.org"
    assert written.text == (
        "Hallo Café & Söhne,\n\nein Satz.\n\nein <b>anderer</b>.\n\n"
        "Ansehen: https://markt.example.org/?a=1&b=2\n\n"
        "Freundliche Grüße\nRegionalmarkt Zeitz\n\nRechtliches\n\nKlein gedruckt.\n"
    )
    assert '<html lang="de">' in written.html
    assert "Café &amp; Söhne" in written.html
    assert "&lt;b&gt;anderer&lt;/b&gt;" in written.html
    assert 'href="https://markt.example.org/?a=1&amp;b=2"' in written.html


def test_a_secret_is_found_in_html_as_it_is_written_there() -> None:
    address = "https://markt.example.org/?key=a&more=b"
    letter = Letter("Betreff", "Hallo,", ("ein Satz.",), ("Ansehen", address))

    kept = Templates().write(letter, "de", secrets=(address,)).to_keep()

    assert "key" not in kept.text + kept.html


def test_the_same_row_makes_the_same_message_id(config: MailConfig) -> None:
    written, row = Written("Betreff", "Text", "<p>Text</p>"), new_id()

    first, second = (as_message(written, row, "a@example.org", config, NOW) for _ in range(2))

    assert first["Message-ID"] == second["Message-ID"]


def test_without_a_server_nobody_sends() -> None:
    assert mail_config(MailSettings()) is None


def test_an_empty_login_is_none() -> None:
    empty = MailSettings(smtp_host="post", smtp_username="", smtp_password=SecretStr(""))

    config = mail_config(empty)

    assert config
    assert (config.username, config.password) == (None, None)


def test_settings_say_how_to_reach_the_server() -> None:
    settings = MailSettings.model_validate(
        {
            "smtp_host": "post.example.org",
            "smtp_port": 465,
            "smtp_username": "market",
            "smtp_password": SecretStr("pass"),
            "smtp_tls": True,
            "public_url": "https://markt.example.org/",
        }
    )

    config = mail_config(settings)

    assert config == MailConfig(
        sender="markt@example.org",
        sender_name="Digitaler Regionalmarkt",
        public_url="https://markt.example.org",
        host="post.example.org",
        port=465,
        username="market",
        password="pass",
        use_tls=True,
    )
