"""What is written: every kind in both languages, from the same facts."""

from typing import Any

import pytest
from catalog.mail import compose, load_wordings
from catalog.mail.phrases import said
from marketkit.mail import Letter, UnwritableError

from tests.catalog.mail.letters import FACTS

WORDINGS = load_wordings()
SPACE = "\N{NO-BREAK SPACE}"


def letter(kind: str, language: str = "de", **changes: Any) -> Letter:
    facts = {k: v for k, v in (FACTS[kind] | changes).items() if v is not None}
    return compose(
        kind,
        facts,
        WORDINGS[language],
        public_url="https://markt.example.org",
        sender_name="Regionalmarkt Zeitz",
    )


def test_both_languages_say_the_same_kinds() -> None:
    assert set(WORDINGS) == {"de", "en"}
    assert set(WORDINGS["de"].mails) == set(WORDINGS["en"].mails)
    assert set(WORDINGS["de"].labels) == set(WORDINGS["en"].labels)


@pytest.mark.parametrize("kind", sorted(WORDINGS["de"].mails))
def test_both_languages_use_the_same_facts(kind: str) -> None:
    german, english = (WORDINGS[language].mails[kind] for language in ("de", "en"))

    assert {(name, part.when) for part in german.passages() for name in part.placeholders} == {
        (name, part.when) for part in english.passages() for name in part.placeholders
    }
    assert {fact: set(words) for fact, words in german.words.items()} == {
        fact: set(words) for fact, words in english.words.items()
    }


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_kind_can_be_written(kind: str, language: str) -> None:
    written = letter(kind, language)

    texts = (written.subject, written.greeting, *written.paragraphs, *written.closing)
    assert all(texts)
    assert not any({"{", "}", "["} & set(text) for text in texts)
    assert (written.link is not None) == ("link" in FACTS[kind])


def test_a_letter_in_full() -> None:
    allowed = (
        "Erlaubt wäre: das Profil pflegen, Produkte bearbeiten und Preise ändern. "
        f"Die Zustimmung gilt bis zum 31.{SPACE}März{SPACE}2027. Du kannst sie jederzeit beenden."
    )
    assert letter("mandate_request") == Letter(
        subject="Berta Beratung bittet um deine Zustimmung für Bäckerei Morgenroth",
        greeting="Hallo Bäckerei Morgenroth,",
        paragraphs=(
            "Berta Beratung möchte dir auf dem Markt helfen und bittet dafür um deine Zustimmung.",
            allowed,
            "Stimme über den Link zu, oder nenne Berta Beratung diesen Code: K7PQ-3MXD",
            "Wenn du das nicht möchtest, musst du nichts tun.",
        ),
        link=("Ansehen und zustimmen", "https://markt.example.org/link/c2VjcmV0"),
        closing=("Freundliche Grüße", "Regionalmarkt Zeitz"),
    )


def test_a_whole_address_stays_as_it_is() -> None:
    written = letter("freshness_paused", link="https://anders.example.org/x")

    assert written.link == ("Angebote ansehen", "https://anders.example.org/x")


def test_what_need_not_be_known_is_said_only_when_it_is() -> None:
    assert "Begründung: Die Steuernummer fehlt." in letter("application_decided").paragraphs
    approved = letter("application_decided", decision="approved", reason="", link="/theke")

    assert approved.paragraphs == ("deine Anmeldung wurde angenommen.",)
    assert approved.link == ("Weiter", "https://markt.example.org/theke")


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_each_missing_fact_is_named(kind: str) -> None:
    passages = WORDINGS["de"].mails[kind].passages()
    needed = {name for part in passages if part.when is None for name in part.placeholders}

    assert needed
    for fact in needed:
        without: dict[str, Any] = {fact: None}
        with pytest.raises(UnwritableError, match=fact):
            letter(kind, **without)


def test_a_kind_without_words_is_refused() -> None:
    with pytest.raises(UnwritableError, match="gossip"):
        compose("gossip", {}, WORDINGS["de"], public_url="", sender_name="")


def test_facts_are_never_read_as_patterns() -> None:
    written = letter("application_received", business="{link} {0} %s")

    assert written.greeting == "Hallo {link} {0} %s,"


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("2026-12-04", f"4.{SPACE}Dezember{SPACE}2026", f"4{SPACE}December{SPACE}2026"),
        (
            "2026-12-04T23:30:00+00:00",
            f"5.{SPACE}Dezember{SPACE}2026, 00:30 Uhr",
            f"5{SPACE}December{SPACE}2026, 00:30",
        ),
        ("2026-07-01T08:00:00Z", f"1.{SPACE}Juli{SPACE}2026, 10:00 Uhr", None),
        ("2026-99-99", "2026-99-99", "2026-99-99"),
        (2.5, "2,5", "2.5"),
        (True, "ja", "yes"),
        (["a", "b", "c"], "a, b und c", "a, b and c"),
        (["a"], "a", "a"),
        ([], "", ""),
        (None, "", ""),
    ],
)
def test_facts_are_said_as_people_write_them(value: Any, german: str, english: str | None) -> None:
    assert said(value, {}, WORDINGS["de"]) == german
    if english is not None:
        assert said(value, {}, WORDINGS["en"]) == english


@pytest.mark.parametrize(("days", "expected"), [(0, "heute"), (1, "morgen"), (14, "in 14 Tagen")])
def test_days_are_counted_in_words(days: int, expected: str) -> None:
    assert (
        letter("reminder_expiry", days=days).subject == f"LUCID-Registrierung läuft {expected} ab"
    )
