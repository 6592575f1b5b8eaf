"""Mails that the demo sends end up in its folder."""

import mailbox
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
from onebox.mailbox import post_office


async def test_a_mail_is_delivered_whoever_it_is_for(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "markt@example.org", "anna@example.org"
    mail["Subject"] = "Ihre Bestellung bei Bäckerei Morgenroth"
    mail.set_content("Abholung: Freitag, 8 Uhr. Grüße!")

    async with post_office(tmp_path / "mailbox") as port:
        await aiosmtplib.send(mail, hostname="127.0.0.1", port=port)

    (delivered,) = mailbox.Maildir(tmp_path / "mailbox", create=False)
    assert delivered["X-Delivered-To"] == "anna@example.org"
    text = delivered.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert "Grüße" in text.decode()
