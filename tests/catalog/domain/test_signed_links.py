"""A link opens what it was made for, until its end, and nothing else."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from catalog.domain.signed_links import LinkExpiredError, LinkSigner, NoSuchLinkError, SignedLink
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
SIGNER = LinkSigner(b"s" * 32)
LINK = SignedLink("freshness.renew", uuid4(), NOW + timedelta(days=7), epoch=3)

links = st.builds(
    SignedLink,
    purpose=st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable()),
    subject=st.uuids(),
    expires_at=st.integers(min_value=1, max_value=10_000_000).map(
        lambda seconds: NOW + timedelta(seconds=seconds)
    ),
    epoch=st.integers(min_value=0, max_value=2**63),
)


@given(links)
def test_what_was_signed_is_read(link: SignedLink) -> None:
    token = SIGNER.sign(link)

    assert SIGNER.read(token, purpose=link.purpose, at=NOW) == link
    assert len(token) == 86
    assert token.isascii()
    assert not set(token) & set("/+=?&#%")


@given(links, st.integers(min_value=0, max_value=85), st.characters(codec="ascii"))
def test_one_other_character_is_another_link(link: SignedLink, place: int, other: str) -> None:
    token = SIGNER.sign(link)
    forged = token[:place] + other + token[place + 1 :]
    if forged == token:
        return

    with pytest.raises(NoSuchLinkError):
        SIGNER.read(forged, purpose=link.purpose, at=NOW)


@given(st.text(max_size=200))
def test_nothing_typed_in_is_an_error_of_ours(token: str) -> None:
    with pytest.raises(NoSuchLinkError):
        SIGNER.read(token, purpose="freshness.renew", at=NOW)


@given(links, st.text(max_size=10))
def test_it_serves_no_other_purpose(link: SignedLink, more: str) -> None:
    other = link.purpose + "." + more

    with pytest.raises(NoSuchLinkError):
        SIGNER.read(SIGNER.sign(link), purpose=other, at=NOW)


@given(links)
def test_another_secret_knows_nothing_of_it(link: SignedLink) -> None:
    with pytest.raises(NoSuchLinkError):
        LinkSigner(b"t" * 32).read(SIGNER.sign(link), purpose=link.purpose, at=NOW)


@given(links, st.integers(min_value=0, max_value=10_000_000))
def test_it_ends_on_the_second(link: SignedLink, later: int) -> None:
    token = SIGNER.sign(link)

    SIGNER.read(token, purpose=link.purpose, at=link.expires_at - timedelta(seconds=1))
    with pytest.raises(LinkExpiredError):
        SIGNER.read(token, purpose=link.purpose, at=link.expires_at + timedelta(seconds=later))


def test_a_forged_link_does_not_tell_that_one_has_ended() -> None:
    ended = SIGNER.sign(LINK)

    with pytest.raises(NoSuchLinkError):
        SIGNER.read(ended[:-1], purpose=LINK.purpose, at=LINK.expires_at)


@given(st.integers(min_value=0, max_value=2**62), st.integers(min_value=0, max_value=2**62))
def test_only_the_newest_epoch_lives(made: int, current: int) -> None:
    link = SignedLink("freshness.renew", UUID(int=1), NOW, made)

    if made == current:
        link.check_epoch(current)
    else:
        with pytest.raises(LinkExpiredError):
            link.check_epoch(current)


def test_what_people_and_programs_are_told() -> None:
    assert (LinkExpiredError.kind, LinkExpiredError.code) == ("gone", "link_expired")
    assert NoSuchLinkError.kind == "not_found"
