"""What the pages say: found, kept in catalogues, and refused when a translation would break a page."""

import gettext
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev import catalogues, page_words, texts
from dev.catalogues import Text, Translation, catalogue_faults, faults, fitted, mo_bytes, plurals_of, po_bytes
from dev.console import Trouble

HELLO = Text("Hello %(name)s", where={("templates/a.html", 3), ("templates/a.html", 9)})
MINUTES = Text("%(n)s minute", "%(n)s minutes", where={("templates/b.html", 1)})
OPEN = Text("Open", context="a door", where={("apps/core/web/doors.py", 2)})
ARABIC = ["لا دقائق", "دقيقة واحدة", "دقيقتان", "%(n)s دقائق", "%(n)s دقيقة", "%(n)s دقيقة"]


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues of three texts, in a folder of their own."""
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    monkeypatch.setattr(texts, "gather", lambda: [HELLO, MINUTES, OPEN])
    return tmp_path


def write(language: str, *translations: tuple[Text, list[str]], fuzzy: bool = False) -> None:
    held = {text.key: Translation(strings, text.plural, fuzzy) for text, strings in translations}
    catalogues.write_catalogue(language, [text for text, _ in translations], held)


def said(found: Iterator[str]) -> list[str]:
    """What was found, without the folder."""
    return [line.partition("LC_MESSAGES/")[2] for line in found]


def written(language: str) -> str:
    return catalogues.po_path(language).read_text(encoding="utf-8")


# --- What is found ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("""<p>{% translate "Send money" %}</p>""", [("", "Send money", "")]),
        ("""{% translate "Open" context "a door" %}""", [("a door", "Open", "")]),
        ("""{% translate "100% safe" %}""", [("", "100%% safe", "")]),
        ("""{% include "a.html" with title=_("No payments") %}""", [("", "No payments", "")]),
        ("""{{ name|default:_("Somebody") }}""", [("", "Somebody", "")]),
        (
            """{% blocktranslate trimmed %}\n  You are\n  welcome.\n{% endblocktranslate %}""",
            [("", "You are welcome.", "")],
        ),
        (
            """   {% blocktranslate count n=n %}{{ n }} minute{% plural %}{{ n }} minutes{% endblocktranslate %}""",
            [("", "%(n)s minute", "%(n)s minutes")],
        ),
        ("""{% comment %}{% translate "Not this" %}{% endcomment %} it's (" an open quote""", []),
        ("""<p>\n    {% translate "It's" %}\n  {% translate "so" %}\n</p>""", [("", "It's", ""), ("", "so", "")]),
    ],
)
def test_what_a_template_marks_is_found(source: str, found: list[tuple[str, str, str]]) -> None:
    got = [(text.context, text.id, text.plural) for text in texts.from_template(source, "templates/a.html")]
    assert got == found


def test_what_a_template_marks_is_found_with_its_line_and_the_note_for_translators() -> None:
    source = """<h1>\n{# Translators: of a letter #}\n{% translate "Dear" %}\n</h1>"""
    (text,) = texts.from_template(source, "templates/a.html")
    assert text.where == {("templates/a.html", 3)}
    assert text.notes == {"Translators: of a letter"}


def test_what_a_module_marks_is_found() -> None:
    source = """
a = _("Send")
b = gettext_lazy("Ask " "for money")
c = ngettext("%d day", "%d days", n)
d = pgettext_lazy("a door", "Open")
e = npgettext("of a year", "%d month", "%d months", n)
f = gettext(name)
g = other("Not this")
"""
    got = [(text.context, text.id, text.plural) for text in texts.from_python(source, "apps/core/web/a.py")]
    assert got == [
        ("", "Send", ""),
        ("", "Ask for money", ""),
        ("", "%d day", "%d days"),
        ("a door", "Open", ""),
        ("of a year", "%d month", "%d months"),
    ]


def test_what_refusals_are_given_to_say_is_found() -> None:
    source = """
errors = [{"field": "tip", "code": "no_tips", "detail": "There are no tips here."}]
raise NotHere("This shop is closed.")
raise NotHere(f"{name} is closed.")
raise Other("Not this")
raise NotHere()
"""
    found = {text.id for text in texts.details(source, "apps/core/a.py", {"NotHere"})}
    assert found == {"There are no tips here.", "This shop is closed."}


def test_everything_of_this_checkout_is_found() -> None:
    found = {text.key: text for text in texts.gather()}
    # A refusal, the label of a choice and that of a kind of payment.
    assert found["", "The service cannot answer now. Try again shortly."].paths == ["apps/core/errors.py"]
    assert "apps/kyc/models.py" in found["", "Passport"].paths
    assert "apps/transactions/kinds/_p2p.py" in found["", "Transfer"].paths
    paths = {path for text in found.values() for path in text.paths}
    assert not [path for path in paths if path.startswith("templates/admin") or "/tests/" in path]


def test_one_text_stands_once_with_all_its_places() -> None:
    gathered = texts.Texts()
    gathered.add(Text("Send", where={("a.html", 1)}))
    gathered.add(Text("Send", where={("b.html", 2)}))
    gathered.add(Text("Send", context="a letter", where={("c.html", 3)}))
    assert [(text.context, text.paths) for text in gathered.listed()] == [
        ("", ["a.html", "b.html"]),
        ("a letter", ["c.html"]),
    ]


def test_one_text_with_two_plurals_is_refused() -> None:
    gathered = texts.Texts()
    gathered.add(Text("%(n)s day", "%(n)s days", where={("a.html", 1)}))
    with pytest.raises(Trouble, match=r"a.html:1.*b.html:2"):
        gathered.add(Text("%(n)s day", "%(n)s long days", where={("b.html", 2)}))


# --- What is kept -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "count"), [("fr", 3), ("sw", 2), ("ar", 6)])
def test_each_language_has_its_plurals(locale: Path, language: str, count: int) -> None:
    assert plurals_of(language).count == count
    write(language, (MINUTES, [""] * count))
    assert f"nplurals={count};" in written(language)
    assert f"msgstr[{count - 1}]" in written(language)
    assert f"msgstr[{count}]" not in written(language)


def test_a_catalogue_holds_no_dates_and_no_line_numbers_and_is_sorted(locale: Path) -> None:
    held = fitted([HELLO, OPEN], {}, "fr")
    made = po_bytes("fr", [OPEN, HELLO], held)
    assert made == po_bytes("fr", [HELLO, OPEN], held)
    assert b"Date" not in made
    assert b"#: templates/a.html\n" in made
    assert made.index(b"Hello") < made.index(b"Open")


def test_a_translation_is_kept_by_its_english_and_its_context(locale: Path) -> None:
    write("fr", (HELLO, ["Bonjour %(name)s"]), (OPEN, ["Ouverte"]), (Text("Old"), ["Vieux"]))
    held = fitted([HELLO, OPEN, Text("Open"), Text("New")], catalogues.read_catalogue("fr"), "fr")
    assert {key: known.strings for key, known in held.items()} == {
        ("", "Hello %(name)s"): ["Bonjour %(name)s"],
        ("a door", "Open"): ["Ouverte"],
        ("", "Open"): [""],
        ("", "New"): [""],
    }


def test_a_translation_is_not_kept_when_the_plural_says_something_else(locale: Path) -> None:
    write("sw", (MINUTES, ["dakika %(n)s", "dakika %(n)s"]))
    changed = Text(MINUTES.id, "%(n)s whole minutes")
    assert fitted([changed], catalogues.read_catalogue("sw"), "sw")[changed.key].strings == ["", ""]


def test_only_what_is_translated_and_looked_at_is_compiled(locale: Path) -> None:
    held = {
        HELLO.key: Translation(["Bonjour %(name)s"]),
        OPEN.key: Translation(["Ouverte"], is_fuzzy=True),
        MINUTES.key: Translation(["%(n)s minute", "", ""], MINUTES.plural),
    }
    compiled = gettext.GNUTranslations(io.BytesIO(mo_bytes("fr", held)))
    assert compiled.gettext(HELLO.id) == "Bonjour %(name)s"
    assert compiled.pgettext("a door", "Open") == "Open"
    assert compiled.ngettext(MINUTES.id, MINUTES.plural, 1) == MINUTES.id


def test_arabic_is_compiled_with_all_its_forms() -> None:
    compiled = gettext.GNUTranslations(io.BytesIO(mo_bytes("ar", {MINUTES.key: Translation(ARABIC, MINUTES.plural)})))
    assert [compiled.ngettext(MINUTES.id, MINUTES.plural, n) for n in (0, 1, 2, 5, 50, 100)] == ARABIC


def test_a_file_that_would_be_the_same_is_not_written_again(locale: Path) -> None:
    write("fr", (HELLO, ["Bonjour %(name)s"]))
    before = [catalogues.po_path("fr").stat().st_mtime_ns, catalogues.mo_path("fr").stat().st_mtime_ns]
    write("fr", (HELLO, ["Bonjour %(name)s"]))
    assert [catalogues.po_path("fr").stat().st_mtime_ns, catalogues.mo_path("fr").stat().st_mtime_ns] == before


def test_a_broken_catalogue_is_named(locale: Path) -> None:
    catalogues.po_path("fr").parent.mkdir(parents=True)
    catalogues.po_path("fr").write_text('msgid "a"\nnonsense\n')
    with pytest.raises(Trouble, match=r"django\.po"):
        catalogues.read_catalogue("fr")


# --- What is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Hello %(name)s", "Bonjour %(name)s"),
        ("%(a)s to %(b)s", "%(b)s de %(a)s"),
        ("From {low} to {high}", "De {low} à {high}"),
        ("%s of %s", "%s sur %s"),
        ("Up to %(rate)s%%", "Jusqu'à %(rate)s %%"),
        ("Half", "50 pour cent"),
        ("A fee of 5% is added", "5% de frais"),
        ("<b>Stop</b> here", "Ici, <b>arrêt</b>"),
        (" and ", " et "),
    ],
)
def test_a_good_translation_is_taken(source: str, translation: str) -> None:
    assert list(faults(Text(source), [translation], "fr")) == []


@pytest.mark.parametrize(
    ("source", "translation", "fault"),
    [
        ("Hello %(name)s", "Bonjour", "lacks %(name)s"),
        ("Hello %(name)s", "Bonjour %(nom)s", "has %(nom)s, which the source has not"),
        ("Hello %(name)s", "Bonjour %(name)", "percent sign"),
        ("Hello %(name)s", "Bonjour %(name)d", "lacks %(name)s"),
        ("Up to {high}", "Jusqu'à {haut}", "lacks {high}"),
        ("Hello", "Bonjour {name}", "has {name}"),
        ("%s of %d", "%d sur %s", "same %s"),
        ("Half", "50%", "percent sign"),
        ("Up to %(rate)s%%", "Jusqu'à %(rate)s %", "percent sign"),
        ("<b>Stop</b>", "Arrêt", "HTML"),
        ("Stop", "<b>Arrêt</b>", "HTML"),
        ('<a href="%(url)s">Go</a>', '<a href="%(url)s" target="_blank">Aller</a>', "HTML"),
        (" and ", "et", "white space"),
        ("and", "et\n", "white space"),
        ("and", "", "empty"),
    ],
)
def test_a_translation_that_would_break_a_page_is_refused(source: str, translation: str, fault: str) -> None:
    assert any(fault in one for one in faults(Text(source), [translation], "fr"))


def test_a_form_for_one_number_may_say_it_in_words() -> None:
    assert list(faults(MINUTES, ARABIC, "ar")) == []
    assert list(faults(MINUTES, ["dakika moja", "dakika %(n)s"], "sw")) == []


@pytest.mark.parametrize(
    ("language", "strings", "fault"),
    [
        # In French the first form is that of 0 and of 1.
        ("fr", ["une minute", "%(n)s de minutes", "%(n)s minutes"], "form 0 (for 0, 1) lacks %(n)s"),
        ("sw", ["dakika moja", "dakika"], "form 1 (for 0, 2, 3, 4) lacks %(n)s"),
        ("sw", ["dakika moja", ""], "form 1 (for 0, 2, 3, 4) is empty"),
        ("ar", ["دقيقة"], "has 1 forms and needs 6"),
    ],
)
def test_every_form_of_a_plural_has_to_be_right(language: str, strings: list[str], fault: str) -> None:
    assert list(faults(MINUTES, strings, language)) == [fault]


def test_a_finished_catalogue_passes(locale: Path) -> None:
    write("ar", (HELLO, ["مرحبا %(name)s"]), (MINUTES, ARABIC), (OPEN, ["مفتوح"]))
    assert list(catalogue_faults("ar", [HELLO, MINUTES, OPEN])) == []


def test_everything_that_is_wrong_with_a_catalogue_is_said_with_its_place(locale: Path) -> None:
    write("sw", (HELLO, ["Habari"]), (MINUTES, ["", ""]))
    assert said(catalogue_faults("sw", [HELLO, MINUTES, OPEN])) == [
        "django.po:19: 'Hello %(name)s' lacks %(name)s",
        "django.po:12: '%(n)s minute' is not translated",
        "django.po: lacks 'Open' of apps/core/web/doors.py:2, run `make texts`",
    ]


def test_a_fuzzy_translation_is_refused(locale: Path) -> None:
    write("fr", (HELLO, ["Bonjour %(name)s"]), fuzzy=True)
    assert "fuzzy" in next(catalogue_faults("fr", [HELLO]))


def test_a_catalogue_that_was_not_compiled_is_refused(locale: Path) -> None:
    write("fr", (HELLO, ["Bonjour %(name)s"]))
    path = catalogues.po_path("fr")
    path.write_text(written("fr").replace("Bonjour", "Salut"), encoding="utf-8")
    assert said(catalogue_faults("fr", [HELLO])) == [
        "django.mo: is not made from the present django.po, run `make texts`"
    ]


def test_other_plurals_in_the_header_are_refused(locale: Path) -> None:
    write("ar", (HELLO, ["مرحبا %(name)s"]))
    catalogues.po_path("ar").write_text(written("ar").replace("nplurals=6", "nplurals=2"), encoding="utf-8")
    assert "Plural-Forms" in next(catalogue_faults("ar", [HELLO]))


def test_a_language_without_catalogue_is_refused(locale: Path) -> None:
    assert said(catalogue_faults("fr", [HELLO])) == ["django.po: there is none, run `make texts`"]


# --- Words that no catalogue can have ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Send money</p>", [(1, "Send money")]),
        ("<p>\n\n  Send {{ amount }} now\n</p>", [(3, "Send ... now")]),
        ("{% block title %}Pay{% endblock %}", [(1, "Pay")]),
        ("<p>\n<img\n  alt='A code'></p>", [(3, 'alt="A code"')]),
        ('<input placeholder="Amount">', [(1, 'placeholder="Amount"')]),
        ('<a {% if x %}aria-label="Back"{% endif %}></a>', [(1, 'aria-label="Back"')]),
        ('<a title="Share {{ name }}"></a>', [(1, 'title="Share ..."')]),
        ('<input type="submit" value="Send">', [(1, 'value="Send"')]),
        ('<meta name="description" content="A wallet">', [(1, 'content="A wallet"')]),
        ('<button data-done="Copied"></button>', [(1, 'data-done="Copied"')]),
        ('<p>{% translate "To" %} me</p>', [(1, "me")]),
        ('{{ name|default:"Somebody" }}', [(1, '{{ name|default:"Somebody" }}')]),
        ('{{ x|yesno:"On,Off" }}', [(1, '{{ x|yesno:"On,Off" }}')]),
        ("{{ n|pluralize }}", [(1, "{{ n|pluralize }} is English; {% plural %} knows every language")]),
        (
            '\n{% include "ui/empty.html" with title="No payments" %}',
            [(2, '{% include ... title="No payments" %}: title=_("...") has it translated')],
        ),
        (
            "{% blocktranslate %}\nOne\n{% endblocktranslate %}",
            [(1, "{% blocktranslate %} over several lines has to say `trimmed`")],
        ),
    ],
)
def test_words_that_cannot_be_translated_are_found(source: str, found: list[tuple[int, str]]) -> None:
    assert list(page_words.untranslated(source)) == found


@pytest.mark.parametrize(
    "source",
    [
        '<p class="note note-good" id="x">{% translate "Send" %}: {{ amount }} &middot; 12.50 (+)</p>',
        "{% blocktranslate trimmed with n=name %}\n  Dear {{ n }},\n  hello\n{% endblocktranslate %}",
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
        '<img alt=""><img alt="{% translate "A code" %}"><input type="text" value="Send" placeholder="+254712345678">',
        "<title>{{ title }} | GoPay</title>",
        "<script>const x = 'Send';</script><style>p { color: Red }</style>",
        "<pre>curl <b>https://example.org</b></pre><code>Idempotency-Key</code>",
        '<p translate="no">Amina <span>Otieno</span></p>',
        "{# Not read #}{% comment %}Nor <b>this</b>{% endcomment %}",
        '{% include "ui/row.html" with state="OPEN" cls="btn btn-primary" title=_("No payments") url="/Home" %}',
        '{% if kind == "Receipt" %}{% elif x %}{% endif %}{% icon "send" size=20 %}{{ at|date:"D H:i" }}',
        """<button aria-pressed="{{ on|yesno:'true,false' }}" data-open="sheet" x-data="Keypad"></button>""",
        '<a {% if x %}class="on"{% endif %} href="{% url "home" %}">{{ name|default:"-" }}</a>',
    ],
)
def test_what_is_translated_or_is_no_word_passes(source: str) -> None:
    assert list(page_words.untranslated(source)) == []


def test_the_check_names_templates_and_catalogues(
    locale: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(texts, "user_templates", lambda: [texts.TEMPLATES / "core" / "redoc.html"])
    write("fr", (HELLO, [""]), (MINUTES, ["", "", ""]), (OPEN, [""]))
    found = list(texts.check())
    assert found[0].startswith("templates/core/redoc.html:")
    assert sum("is not translated" in line for line in found) == 3
    assert sum("there is none" in line for line in found) == 2


def test_pages_of_operators_and_developers_are_not_looked_at() -> None:
    paths = [path.relative_to(texts.TEMPLATES).as_posix() for path in texts.user_templates()]
    assert {"core/404.html", "notifications/payment_sent.sms.txt"} <= set(paths)
    assert not [
        path
        for path in paths
        if path.startswith(("admin/", "unfold/")) or "redoc" in path or path.endswith("sandbox_messages.html")
    ]


# --- To translators and back ------------------------------------------------------------------------------------


def test_what_is_missing_goes_out_and_comes_back(locale: Path) -> None:
    write("sw", (HELLO, ["Habari %(name)s"]))
    lines = [json.loads(line) for line in texts.missing("sw")]
    assert lines == [
        {
            "id": "%(n)s minute",
            "plural": "%(n)s minutes",
            "forms": ["1", "0, 2, 3, 4"],
            "where": ["templates/b.html"],
        },
        {"id": "Open", "context": "a door", "where": ["apps/core/web/doors.py"]},
    ]
    lines[0]["str"] = ["dakika moja", "dakika %(n)s"]
    lines[1]["str"] = "Wazi"
    assert texts.take("sw", [json.dumps(line) for line in lines] + [""]) == 2
    assert list(texts.missing("sw")) == []
    assert list(catalogue_faults("sw", [HELLO, MINUTES, OPEN])) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"id": "Hello %(name)s", "str": "Bonjour"}', "lacks %(name)s"),
        ('{"id": "Hello %(name)s", "str": ["Bonjour %(name)s", "x"]}', "has 2 forms and needs 1"),
        ('{"id": "%(n)s minute", "str": "%(n)s minute"}', "has 1 forms and needs 3"),
        ('{"id": "Hello %(name)s"}', 'has no "str"'),
        ('{"id": "Hello %(name)s", "str": [1]}', 'has no "str"'),
        ('{"str": "Bonjour"}', 'has no "id"'),
        ("[]", 'has no "id"'),
        ("Bonjour", "is no JSON"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(locale: Path, line: str, fault: str) -> None:
    good = json.dumps({"id": "Open", "context": "a door", "str": "Ouverte"})
    with pytest.raises(Trouble, match="nothing was taken") as refused:
        texts.take("fr", [good, line])
    assert "line 2: " in str(refused.value)
    assert fault in str(refused.value)
    assert "line 1" not in str(refused.value)
    assert not catalogues.po_path("fr").exists()


def test_what_nothing_says_any_more_is_passed_over(locale: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert texts.take("fr", [json.dumps({"id": "Old", "str": "Vieux"})]) == 0
    assert "line 1: nothing says 'Old' any more" in capsys.readouterr().out


def test_a_translation_that_is_taken_is_fuzzy_no_more(locale: Path) -> None:
    write("fr", (HELLO, ["Salut %(name)s"]), fuzzy=True)
    assert HELLO.id in [json.loads(line)["id"] for line in texts.missing("fr")]
    texts.take("fr", [json.dumps({"id": HELLO.id, "str": "Bonjour %(name)s"})])
    known = catalogues.read_catalogue("fr")[HELLO.key]
    assert (known.strings, known.is_fuzzy) == (["Bonjour %(name)s"], False)
