"""Texts are found in code and templates, keep their translations, and are compiled; nothing is guessed."""

import gettext

import polib
import pytest
from django.core.management import CommandError, call_command

from config.translations import Catalogue


@pytest.fixture
def catalogue(tmp_path):
    return Catalogue(tmp_path)


@pytest.fixture
def write(tmp_path):
    def write(path, text):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    return write


def found(catalogue):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue.found().values()}


def translate(catalogue, msgid, *texts):
    stored = polib.pofile(catalogue.po)
    entry = stored.find(msgid)
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(texts))
    else:
        entry.msgstr = texts[0]
    stored.save()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ('_("Seat")', (None, "Seat", "")),
        ('gettext("Seat")', (None, "Seat", "")),
        ('gettext_lazy("Se" "at")', (None, "Seat", "")),
        ('ngettext("%(n)s seat", "%(n)s seats", n)', (None, "%(n)s seat", "%(n)s seats")),
        ('pgettext("theatre", "Row")', ("theatre", "Row", "")),
        ('npgettext("theatre", "Row", "Rows", n)', ("theatre", "Row", "Rows")),
    ],
)
def test_code_is_read(catalogue, write, code, message):
    write("crm/models.py", f"text = {code}\n")

    assert found(catalogue) == {message}


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ('<p>\n      {% translate "Seat" %}\n  </p>', (None, "Seat", "")),
        ('{% translate "Row" context "theatre" %}', ("theatre", "Row", "")),
        ('{% translate "Seat" as name %}"it\'s {{ name }}', (None, "Seat", "")),
        ('{% include "a.html" with title=_("Seat") %}', (None, "Seat", "")),
        ('{{ _("Seat") }}', (None, "Seat", "")),
        ('{{ name|default:_("Seat") }}', (None, "Seat", "")),
        ("{% blocktranslate %}Dear {{ name }}{% endblocktranslate %}", (None, "Dear %(name)s", "")),
        ("{% blocktranslate trimmed %}\n  One\n  line\n{% endblocktranslate %}", (None, "One line", "")),
        (
            "{% blocktranslate count n=n %}{{ n }} seat{% plural %}{{ n }} seats{% endblocktranslate %}",
            (None, "%(n)s seat", "%(n)s seats"),
        ),
    ],
)
def test_templates_are_read(catalogue, write, template, message):
    write("templates/page.html", template)

    assert found(catalogue) == {message}


def test_only_our_own_folders_are_read(catalogue, write):
    write("tests/test_seat.py", '_("Seat")')
    write("crm/migrations/0001_first.py", '_("Seat")')
    write("crm/notes.md", '_("Seat")')

    assert not catalogue.found()


def test_a_text_says_where_it_is_used_and_what_for(catalogue, write):
    write("crm/models.py", '# Translators: in the stalls\n_("Seat")\n_("Seat")\n')
    write("templates/page.html", '{% translate "Seat" %}')
    catalogue.update()

    [entry] = polib.pofile(catalogue.po)

    assert entry.comment == "Translators: in the stalls"
    assert [file for file, _ in entry.occurrences] == ["crm/models.py", "templates/page.html"]


def test_a_text_used_alone_and_counted_is_one_text(catalogue, write):
    write("crm/models.py", '_("Seat")\n')
    write("dashboard/models.py", 'ngettext("Seat", "Seats", 2)\n')

    [entry] = catalogue.found().values()

    assert entry.msgid_plural == "Seats"
    assert [file for file, _ in entry.occurrences] == ["crm/models.py", "dashboard/models.py"]


def test_translations_stay_gone_texts_go_and_nothing_is_guessed(catalogue, write):
    write("crm/models.py", '_("Seat")\n_("Row")\n')
    catalogue.update()
    translate(catalogue, "Seat", "Stoel")
    translate(catalogue, "Row", "Rij")
    write("crm/models.py", '_("Seat")\n_("Rows")\n')
    catalogue.update()

    assert [(entry.msgid, entry.msgstr, entry.fuzzy) for entry in polib.pofile(catalogue.po)] == [
        ("Rows", "", False),
        ("Seat", "Stoel", False),
    ]


def test_a_second_update_changes_nothing(catalogue, write):
    write("crm/models.py", '_("Seat")\nngettext("%(n)s row", "%(n)s rows", n)\n')
    catalogue.update()
    translate(catalogue, "%(n)s row", "%(n)s rij", "%(n)s rijen")
    catalogue.update()
    before = catalogue.po.read_bytes(), catalogue.mo.read_bytes()
    catalogue.update()

    assert (catalogue.po.read_bytes(), catalogue.mo.read_bytes()) == before


def test_the_compiled_file_speaks_dutch(catalogue, write):
    write("crm/models.py", '_("Seat")\nngettext("%(n)s row", "%(n)s rows", n)\n')
    catalogue.update()
    translate(catalogue, "Seat", "Stoel")
    translate(catalogue, "%(n)s row", "één rij", "%(n)s rijen")

    assert catalogue.update() == []
    assert catalogue.problems() == []
    with catalogue.mo.open("rb") as file:
        dutch = gettext.GNUTranslations(file)
    assert dutch.gettext("Seat") == "Stoel"
    assert dutch.ngettext("%(n)s row", "%(n)s rows", 1) == "één rij"
    assert dutch.ngettext("%(n)s row", "%(n)s rows", 2) == "%(n)s rijen"


def test_a_check_names_what_is_new_and_what_is_gone(catalogue, write):
    write("crm/models.py", '_("Seat")\n')
    catalogue.update()
    translate(catalogue, "Seat", "Stoel")
    catalogue.update()
    write("crm/models.py", '_("Row")\n')

    assert catalogue.problems() == ["missing: 'Row'", "no longer used: 'Seat'"]


def test_a_check_names_what_has_no_translation(catalogue, write):
    write("crm/models.py", '_("Seat")\n')
    catalogue.update()

    assert catalogue.problems() == ["untranslated: 'Seat'"]


def test_a_check_compares_the_compiled_file(catalogue, write):
    write("crm/models.py", '_("Seat")\n')
    catalogue.update()
    translate(catalogue, "Seat", "Stoel")

    assert catalogue.problems() == ["django.mo was not made from django.po"]


def test_a_check_of_nothing_asks_for_the_first_update(catalogue):
    assert catalogue.problems() == ["django.mo was not made from django.po"]


@pytest.mark.parametrize(
    ("code", "texts", "wrong"),
    [
        ('_("Dear %(name)s")', ["Beste %(naam)s"], "Beste %(naam)s"),
        ('_("Dear %(name)s")', ["Beste"], "Beste"),
        ('_("Dear {name}")', ["Beste {naam}"], "Beste {naam}"),
        ('ngettext("%(n)s seat", "%(n)s seats", n)', ["stoel", "stoelen"], "stoelen"),
        ('ngettext("%(n)s seat", "%(n)s seats", n)', ["%(x)s stoel", "%(n)s stoelen"], "%(x)s stoel"),
    ],
)
def test_a_check_compares_placeholders(catalogue, write, code, texts, wrong):
    write("crm/models.py", f"{code}\n")
    catalogue.update()
    [entry] = polib.pofile(catalogue.po)
    translate(catalogue, entry.msgid, *texts)

    assert catalogue.update() == [f"placeholders differ: {entry.msgid!r} → {wrong!r}"]


def test_a_percent_sign_is_no_placeholder(catalogue, write):
    write("crm/models.py", '_("100%% (of) %(n)s")\n')
    catalogue.update()
    translate(catalogue, "100%% (of) %(n)s", "100%% (van) %(n)s")

    assert catalogue.update() == []


def test_the_command_writes_and_tells_what_is_left(catalogue, write, settings, capsys):
    settings.BASE_DIR = catalogue.root
    write("crm/models.py", '_("Seat")\n')

    call_command("translations")
    assert capsys.readouterr().out == "untranslated: 'Seat'\n"

    translate(catalogue, "Seat", "Stoel")
    call_command("translations")
    assert capsys.readouterr().out == "All texts are translated.\n"


def test_the_command_checks_without_writing(catalogue, write, settings):
    settings.BASE_DIR = catalogue.root
    write("crm/models.py", '_("Seat")\n')

    with pytest.raises(CommandError, match="missing: 'Seat'"):
        call_command("translations", check=True)
    assert not catalogue.po.exists()


def test_the_command_is_content_with_what_is_complete(catalogue, settings, capsys):
    settings.BASE_DIR = catalogue.root
    catalogue.update()

    call_command("translations", check=True)

    assert capsys.readouterr().out == "All texts are translated.\n"
