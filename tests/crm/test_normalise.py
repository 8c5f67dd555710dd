"""How names, addresses and numbers become comparable."""

import unicodedata

import pytest

from crm.normalise import company_key, email_key, is_impossible, phone_e164


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("INFO@ABC.NL", "info@abc.nl", id="capitals"),
        pytest.param("  info@abc.nl\n", "info@abc.nl", id="spaces around it"),
        pytest.param("Özdemir@Example.NL", "özdemir@example.nl", id="a capital with a diaeresis"),
        pytest.param("", "", id="none"),
    ],
)
def test_an_address_is_compared_trimmed_and_in_lower_case(typed, key):
    assert email_key(typed) == key


def test_an_address_is_the_same_however_its_accents_are_encoded():
    composed, decomposed = (unicodedata.normalize(form, "Özdemir@example.nl") for form in ("NFC", "NFD"))

    assert composed != decomposed
    assert email_key(composed) == email_key(decomposed)


@pytest.mark.parametrize(
    "name",
    ["ABC B.V.", "abc bv", "A.B.C. BV", "ABC  BV", "Abc, B.V.", "ABC-bv", "abc", " ABC N.V. ", "ABC GmbH & Co. KG"],
)
def test_case_spacing_punctuation_and_legal_form_make_no_other_company(name):
    assert company_key(name) == "abc"


@pytest.mark.parametrize(
    "form",
    [
        "N.V.", "B.V. i.o.", "V.O.F.", "VZW", "ASBL", "CVBA", "SCRL", "CommV", "SNC", "SE", "mbH", "e.K.", "e. K.",
        "AG", "GmbH & Co. KGaA", "PartG mbB", "PartGmbB", "UG (haftungsbeschränkt)", "e.V.", "Ltd.", "PLC", "LLP",
    ],
)  # fmt: skip
def test_every_legal_form_of_four_countries_is_left_out(form):
    assert company_key(f"Bakker {form}") == company_key(f"BAKKER, {form.upper()}") == "bakker"


def test_a_surname_is_no_legal_form():
    assert company_key("Bakkerij Van Ek") == "bakkerijvanek"


@pytest.mark.parametrize("sign", ["한", "ß", "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}"])
def test_a_long_name_in_any_script_has_a_key_that_fits_and_is_its_own(sign):
    long, other = sign * 200, sign * 199 + "x"

    assert len(company_key(long)) <= 200
    assert company_key(long) != company_key(other)
    assert company_key(f"{long} BV") == company_key(long)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("Café Zoë", "cafezoe", id="accents"),
        pytest.param("BV Sport", "bvsport", id="a legal form that is not at the end belongs to the name"),
        pytest.param("XYZ NV", "xyz", id="another firm"),
        pytest.param("ABC Holding BV", "abcholding", id="a longer name"),
    ],
)
def test_what_is_left_of_a_name_tells_firms_apart(name, key):
    assert company_key(name) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [("B.V.", "bv"), ("GmbH", "gmbh"), ("***", "***"), (" !? ", "!?")],
)
def test_a_name_of_nothing_but_a_legal_form_or_signs_is_compared_as_it_stands(name, key):
    assert company_key(name) == key


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "612345678",
        "0031612345678",
        "31612345678",
        "+31612345678",
        "+31 (0)6-12345678",
        "+31 6 12345678",
        " 06.1234.5678 ",
    ],
)
def test_a_dutch_number_is_repaired_to_one_form(typed):
    assert phone_e164(typed) == "+31612345678"


@pytest.mark.parametrize(
    ("typed", "country_code", "number"),
    [
        pytest.param("0478 12 34 56", "+32", "+32478123456", id="a Belgian number that could be a Dutch one"),
        pytest.param("478123456", "32", "+32478123456", id="without its zero"),
        pytest.param("+31612345678", "+32", "+31612345678", id="an international number knows better"),
        pytest.param("0031612345678", "+32", "+31612345678", id="also with zeros"),
        pytest.param("31612345678", "+31", "+31612345678", id="a code that is given twice"),
        pytest.param("0612345678", "+31", "+31612345678", id="both Dutch"),
    ],
)
def test_a_country_code_beside_the_number_counts(typed, country_code, number):
    assert phone_e164(typed, country_code) == number


@pytest.mark.parametrize("junk", ["geen", "06-123", "zie mail", "12", "0612345678 of 0687654321"])
def test_what_is_no_number_is_kept_as_it_was_typed(junk):
    assert phone_e164(f" {junk} ") == junk


def test_no_number_stays_none():
    assert phone_e164("", "+31") == ""


def test_letters_with_spaces_between_are_one_abbreviation():
    assert company_key("ABC B. V.") == company_key("A B C bv") == company_key("ABC BV")


@pytest.mark.parametrize(
    "typed",
    [
        "0612345678", "+31612345678", "+32 478 12 34 56", "0032478123456", "+44 20 7946 0958", "+49 30 123456",
        "040-2123456", "612345678", "0612345678 (werk)", "onbekend", "1234567", "",
    ],
)  # fmt: skip
def test_a_number_that_may_be_right_is_possible(typed):
    assert not is_impossible(typed)


@pytest.mark.parametrize("typed", ["+31 6 1234567", "06-1234567", "06123456789", "0031 6 123456789", "0000000000", "+"])
def test_a_whole_number_that_nobody_can_dial_is_impossible(typed):
    assert is_impossible(typed)
