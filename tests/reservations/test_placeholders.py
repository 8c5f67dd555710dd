"""Fields of a letter: found, judged, and filled all at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reservations import placeholders

VALUES = {"naam": "Anna", "bedrag": "€ 10", "telefoon": ""}


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("", []),
        ("Beste {naam}, {bedrag}.", []),
        ("Beste {name}", ["{name}"]),
        ("{ naam} {Naam} {naam }", ["{ naam}", "{Naam}", "{naam }"]),
        ("{x} en {x}", ["{x}"]),
        ("{}", ["{}"]),
        ("{naam", ["{"]),
        ("naam} :-}", ["}"]),
        ("{{naam}}", ["{", "}"]),
        ("{{ naam }}", ["{ naam }", "{", "}"]),
        ("{% now 'Y' %}", ["{% now 'Y' %}"]),
        ("{na\nam}", ["{", "}"]),
        ("{naam.__class__}", ["{naam.__class__}"]),
    ],
)
def test_what_is_no_field_is_found(text, unknown):
    assert placeholders.unknown_in(text) == unknown


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Beste {naam},\nbetaal {bedrag}.", "Beste Anna,\nbetaal € 10."),
        ("Bel {telefoon}.\nGroet", "Groet"),
        ("{naam} {naam}", "Anna Anna"),
        ("{ooit}", "{ooit}"),
        ("50% {0} {naam!r}", "50% {0} {naam!r}"),
        ("", ""),
    ],
)
def test_fields_are_filled_and_lines_that_say_nothing_left_out(text, filled):
    assert placeholders.fill(text, VALUES) == filled


def test_a_name_that_looks_like_a_field_stays_a_name():
    assert placeholders.fill("{naam} {bedrag}", {"naam": "{bedrag}", "bedrag": "€ 10"}) == "{bedrag} € 10"


@given(text=st.text(alphabet="{}ab \n\\%", max_size=40), value=st.text(alphabet="{}a\\1\n", max_size=10))
def test_no_text_and_no_value_breaks_it(text, value):
    filled = placeholders.fill(text, {"a": value})

    if not placeholders.unknown_in(text.replace("{a}", "")) and value:
        assert filled == text.replace("{a}", value)


@given(text=st.lists(st.sampled_from(["{naam}", "{bedrag}", "Hallo", "\n", " "])).map("".join))
def test_what_passes_has_no_brace_left_when_it_is_filled(text):
    assert placeholders.unknown_in(text) == []
    assert not {"{", "}"} & set(placeholders.fill(text, dict.fromkeys(placeholders.MEANINGS, "x")))
