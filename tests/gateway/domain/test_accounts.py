import pytest
from gateway.domain.accounts import require_stored_role
from gateway.domain.emails import login_name, normalised
from gateway.domain.keys import digest, form_token, new_key
from gateway.domain.passwords import require_good
from marketkit.errors import InvalidError

GOOD = "sieben gute Worte"


@pytest.mark.parametrize("typed", ["Anna@Example.org", " anna@EXAMPLE.ORG ", "ANNA@example.org"])
def test_one_mailbox_has_one_spelling(typed: str) -> None:
    assert normalised(typed) == "anna@example.org"


@pytest.mark.parametrize(
    "typed", ["", "anna", "anna@", "@example.org", "a b@example.org", "x" * 999]
)
def test_what_is_no_address_is_said_at_the_field(typed: str) -> None:
    with pytest.raises(InvalidError) as refused:
        normalised(typed)

    assert [error.field for error in refused.value.errors] == ["email"]


def test_at_login_an_impossible_address_is_only_unknown() -> None:
    assert login_name("No Address") == "no address"
    assert "\0" not in login_name("anna\0@example.org")
    assert login_name("anna\0@example.org") != "anna@example.org"


@pytest.mark.parametrize(
    "password", ["kurz", "aaaaaaaaaaaa", "anna@example.org", "Anna Beispiel", "x1" * 101]
)
def test_weak_passwords_are_refused_in_plain_words(password: str) -> None:
    with pytest.raises(InvalidError) as refused:
        require_good(password, email="anna@example.org", name="Anna Beispiel")

    assert [error.field for error in refused.value.errors] == ["password"]


def test_length_is_enough_for_a_password() -> None:
    require_good(GOOD, email="anna@example.org", name="Anna")


@pytest.mark.parametrize("role", ["shop_staff", "root", ""])
def test_only_three_roles_can_be_stored(role: str) -> None:
    with pytest.raises(InvalidError):
        require_stored_role(role)


def test_keys_are_long_and_tokens_of_forms_belong_to_one_session() -> None:
    one, other = new_key(), new_key("mkt_")

    assert len(one) >= 43
    assert other.startswith("mkt_")
    assert len(digest(one)) == 32
    assert form_token(one) == form_token(one) != form_token(other)
