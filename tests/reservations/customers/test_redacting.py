"""What a person is called is found however it was written, and nobody else with it (R13)."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reservations.customers.privacy.redacting import Names

LETTERS = st.text(st.characters(categories=["L"]), min_size=3, max_size=12)
WRITTEN = {
    "as it was": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "folded": str.casefold,
    "with accents apart": lambda name: normalize("NFD", name),
    "in capitals, with accents apart": lambda name: normalize("NFD", name.upper()),
}


@given(name=LETTERS | st.sampled_from(["Weiß", "Straße", "İpek", "Zoë", "Zoe\u0308", "Φίλιππος", "ﬁnn"]))
def test_a_name_is_found_in_every_spelling(name):
    for write in WRITTEN.values():
        assert Names([name]).are_in(f"Belde met {write(name)}, gisteren")


@pytest.mark.parametrize("name", ["Weiß", "Straße", "İpek", "Zoë", "Zoe\u0308"])
@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_it_goes_out_of_words_about_others_and_those_stay(name, write):
    assert Names([name]).out_of(f"{write(name)} en Bram") == "… en Bram"


@pytest.mark.parametrize("said", ["Zoetermeer", "Weissenbach", "Weis", "Stra", "pek", ""])
def test_a_part_of_another_word_is_nobodys_name(said):
    names = Names(["Zoë", "Zoe", "Weiß", "Straße", "İpek"])

    assert not names.are_in(said)
    assert names.out_of(said) == said


def test_a_letter_with_an_accent_of_its_own_is_another():
    assert not Names(["Zoe"]).are_in("Zoe\u0308 belde")


def test_names_too_short_to_tell_are_left():
    assert not Names(["Bo", " "]).are_in("Bo belde")


def test_words_within_lists_are_words():
    kept = {"reason": "Weiß belde", "rows": [["Weiß", 3], None]}

    assert Names(["Weiß"]).out_of_json(kept) == {"reason": "… belde", "rows": [["…", 3], None]}
