"""Numbers of VAT ids, registers and accounts: tidied, checked, explained."""

import pytest
from catalog.domain.proofs.numbers import FORMS, WrongNumberError, is_vat_id, parse_number
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_10, mod_97_10

EIGHT = st.text("0123456789", min_size=8, max_size=8).filter(lambda digits: digits[0] != "0")


@given(EIGHT)
def test_of_ten_last_digits_exactly_one_makes_a_vat_id(digits: str) -> None:
    made = [f"DE{digits}{last}" for last in range(10)]

    assert [number for number in made if is_vat_id(number)] == [
        f"DE{digits}{mod_11_10.calc_check_digit(digits)}"
    ]


@given(EIGHT, st.integers(0, 8), st.integers(1, 9))
def test_one_mistyped_digit_of_a_vat_id_is_noticed(digits: str, place: int, by: int) -> None:
    right = digits + mod_11_10.calc_check_digit(digits)
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]

    assert is_vat_id(f"DE{right}")
    assert not is_vat_id(f"DE{wrong}")


@given(st.text("0123456789", min_size=18, max_size=18), st.integers(0, 17), st.integers(1, 9))
def test_one_mistyped_digit_of_an_iban_is_noticed(account: str, place: int, by: int) -> None:
    check = mod_97_10.calc_check_digits(account + "DE")
    wrong = account[:place] + str((int(account[place]) + by) % 10) + account[place + 1 :]

    assert parse_number("iban", f"DE{check} {account}") == f"DE{check}{account}"
    with pytest.raises(WrongNumberError, match="IBAN"):
        parse_number("iban", f"DE{check}{wrong}")


@given(st.sampled_from(sorted(FORMS)), st.text(max_size=80))
def test_whatever_is_typed_is_tidied_or_explained(kind: str, typed: str) -> None:
    try:
        number = parse_number(kind, typed)
    except WrongNumberError as error:
        assert str(error).endswith(".")
    else:
        assert parse_number(kind, number) == number


@pytest.mark.parametrize(
    ("kind", "typed", "number"),
    [
        ("vat_id", " de 999 123 455 ", "DE999123455"),
        ("business_id", "DE999123455\u201300001", "DE999123455-00001"),
        ("tax_number", "119/815/08156", "11981508156"),
        ("lucid", "de 1234567890123", "DE1234567890123"),
        ("weee", "DE 12345678", "DE12345678"),
        ("battery", "DE12345678", "DE12345678"),
        ("organic", "de-öko-006", "DE-ÖKO-006"),
        ("food_registration", "  BLK  2026 / 114 ", "BLK 2026 / 114"),
        ("craft_register", "HWK Halle 0012345", "HWK Halle 0012345"),
        ("plant_passport", "DE-ST-12345", "DE-ST-12345"),
        ("iban", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("route_id", "991-03730-19", "991-03730-19"),
    ],
)
def test_each_kind_is_brought_to_one_way_of_writing(kind: str, typed: str, number: str) -> None:
    assert parse_number(kind, typed) == number


@pytest.mark.parametrize(
    ("kind", "typed", "hint"),
    [
        ("vat_id", "DE999123456", "DE999123455"),
        ("vat_id", "999123455", "beginnt mit DE"),
        ("business_id", "DE999123455", "fünf weitere Ziffern"),
        ("tax_number", "219/815/08156", "beginnt mit 1"),
        ("lucid", "DE123456789", "dreizehn Ziffern"),
        ("weee", "12345678", "acht Ziffern"),
        ("battery", "DE1234567", "acht Ziffern"),
        ("organic", "ÖKO-006", "DE-ÖKO-006"),
        ("food_registration", "x", "drei Zeichen"),
        ("craft_register", "Handwerk", "Ziffern"),
        ("plant_passport", "ST-1", "DE-ST-12345"),
        ("iban", "DE89370400440532013001", "Prüfziffern"),
        ("route_id", "991-03730-18", "Prüfziffern"),
    ],
)
def test_a_wrong_one_is_told_what_it_should_look_like(kind: str, typed: str, hint: str) -> None:
    with pytest.raises(WrongNumberError, match=hint):
        parse_number(kind, typed)
