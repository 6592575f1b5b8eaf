"""Writes the letter for a queued mail from its facts."""

from collections.abc import Mapping

from marketkit.mail import Letter, UnwritableError

from catalog.mail.phrases import said
from catalog.mail.wording import KindOfMail, Passage, Wording
from catalog.store.mails import Json


def compose(
    kind: str, facts: Mapping[str, Json], wording: Wording, *, public_url: str, sender_name: str
) -> Letter:
    """A link that begins with a slash leads to the market.

    Raises UnwritableError for a kind without words, and for words without their fact.
    """
    if kind not in wording.mails:
        message = f"no words in {wording.language} for {kind}"
        raise UnwritableError(message)
    mail = wording.mails[kind]
    known = _known(facts, mail, wording)
    _check(mail, known)
    return Letter(
        subject=_filled(mail.subject, known),
        greeting=_filled(mail.greeting, known),
        paragraphs=tuple(_filled(part, known) for part in mail.paragraphs if _holds(part, known)),
        link=_link(mail, known, public_url),
        closing=(wording.labels["closing"], sender_name),
    )


def _known(facts: Mapping[str, Json], mail: KindOfMail, wording: Wording) -> dict[str, str]:
    texts = {name: said(value, mail.words.get(name, {}), wording) for name, value in facts.items()}
    return {name: text for name, text in texts.items() if text}


def _check(mail: KindOfMail, known: Mapping[str, str]) -> None:
    needed = {
        name for passage in mail.passages() if _holds(passage, known)
        for name in passage.placeholders
    }  # fmt: skip
    if missing := needed - known.keys():
        message = f"facts are missing: {', '.join(sorted(missing))}"
        raise UnwritableError(message)


def _holds(passage: Passage, known: Mapping[str, str]) -> bool:
    return passage.when is None or passage.when in known


def _filled(passage: Passage, known: Mapping[str, str]) -> str:
    return passage.text.format_map(known)


def _link(mail: KindOfMail, known: Mapping[str, str], public_url: str) -> tuple[str, str] | None:
    if mail.link is None or not _holds(mail.link, known):
        return None
    address = known["link"]
    if address.startswith("/"):
        address = public_url + address
    return _filled(mail.link, known), address
