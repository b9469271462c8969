"""The catalogues under locale/: reading and writing them, and what is wrong with a translation.

They are written without dates and line numbers, and sorted, so that a diff of one shows words and nothing else.
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from dev.console import Trouble
from dev.paths import ROOT

LOCALE = ROOT / "locale"
_DJANGO = Path(django.__file__).parent / "conf" / "locale"
# What is put in for a name (%(name)s, {name}), what is put in by its place (%s), and a percent sign that is meant so.
_NAMED = re.compile(r"%\(\w+\)[#0+-]*\d*(?:\.\d+)?[a-zA-Z]")
_BY_PLACE = re.compile(r"%[#0+-]*\d*(?:\.\d+)?[sdrifgx]")
_PERCENT = re.compile(r"%%|" + _NAMED.pattern + "|" + _BY_PLACE.pattern)
_BRACES = re.compile(r"\{[\w.!:\[\]]*\}")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
# Every number a rule of plurals can tell apart is among these.
_NUMBERS = [*range(1000), 10**6, 2 * 10**6]


@dataclass
class Text:
    """Something that is said to people: its English, and where it stands as (path, line)."""

    id: str
    plural: str = ""
    context: str = ""
    where: set[tuple[str, int]] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.id

    @property
    def message_id(self) -> str | tuple[str, str]:
        """As Babel has it."""
        return (self.id, self.plural) if self.plural else self.id

    @property
    def paths(self) -> list[str]:
        return sorted({path for path, _ in self.where})

    @property
    def places(self) -> str:
        """Where it stands, for a person who looks for it."""
        return ", ".join(f"{path}:{line}" if line else path for path, line in sorted(self.where))


@dataclass
class Translation:
    """What a catalogue has for a text: one string, or one for each plural form. `line` is where in the file."""

    strings: list[str]
    plural: str = ""
    is_fuzzy: bool = False
    comments: list[str] = field(default_factory=list)
    line: int = 0

    @property
    def is_there(self) -> bool:
        return bool(self.strings) and all(self.strings)


@dataclass(frozen=True)
class Plurals:
    """A language's rule of plurals, as in the header of its catalogue, and which numbers each of its forms is for."""

    rule: str
    numbers: tuple[tuple[int, ...], ...]

    @property
    def count(self) -> int:
        return len(self.numbers)

    def examples(self) -> list[str]:
        """For each form the first of its numbers, for whoever translates."""
        return [", ".join(str(number) for number in numbers[:4]) for numbers in self.numbers]


@cache
def plurals_of(language: str) -> Plurals:
    """The rule Django's own catalogue has: with another one, each look-up would go through two.

    Raises Trouble for a language that Django does not speak.
    """
    path = _DJANGO / language / "LC_MESSAGES" / "django.mo"
    if not path.is_file():
        raise Trouble(f"Django has no catalogue for {language}, so its rule of plurals has to be taken from elsewhere")
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    rule = catalogue.info()["plural-forms"].strip().rstrip(";") + ";"
    numbers: list[list[int]] = [[] for _ in range(int(rule.partition("nplurals=")[2].partition(";")[0]))]
    for number in _NUMBERS:
        numbers[catalogue.plural(number)].append(number)  # type: ignore[attr-defined]
    return Plurals(rule, tuple(tuple(each) for each in numbers))


class _Catalog(Catalog):
    """Babel's, with a header that says what is needed for reading it and no more."""

    def __init__(self, language: str) -> None:
        super().__init__(charset="utf-8", fuzzy=False, header_comment="# Made by `make texts`, translated by people.")
        self._language = language

    @property
    def num_plurals(self) -> int:
        return plurals_of(self._language).count

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", self._language),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", plurals_of(self._language).rule + "\n"),
        ]


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def mo_path(language: str) -> Path:
    return po_path(language).with_suffix(".mo")


def read_catalogue(language: str) -> dict[tuple[str, str], Translation]:
    """What the .po holds, by context and English; nothing when there is none. Raises Trouble when it is broken."""
    path = po_path(language)
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            catalog = read_po(file, ignore_obsolete=True, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise Trouble(f"cannot read {_shown(path)}: {error}") from error
    return {_key_of(message): _translation_of(message) for message in catalog if message.id}


def _key_of(message: Message) -> tuple[str, str]:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def _translation_of(message: Message) -> Translation:
    string = message.string or ""
    strings = [string] if isinstance(string, str) else [one or "" for one in string]
    plural = "" if isinstance(message.id, str) else message.id[1]
    return Translation(strings, plural, message.fuzzy, list(message.user_comments), message.lineno or 0)


def fitted(
    texts: Sequence[Text], held: Mapping[tuple[str, str], Translation], language: str
) -> dict[tuple[str, str], Translation]:
    """For each text its translation. Of one whose plural is new, nothing is kept: it says something else now."""
    made = {}
    for text in texts:
        known = held.get(text.key)
        if known is None or known.plural != text.plural:
            count = plurals_of(language).count if text.plural else 1
            known = Translation([""] * count, text.plural)
        made[text.key] = known
    return made


def po_bytes(language: str, texts: Sequence[Text], held: Mapping[tuple[str, str], Translation]) -> bytes:
    """The .po file of these texts."""
    catalog = _Catalog(language)
    for text in texts:
        known = held[text.key]
        catalog.add(
            text.message_id,
            known.strings[0] if not text.plural else tuple(known.strings),
            locations=[(path, 0) for path in text.paths],
            flags=["fuzzy"] if known.is_fuzzy else [],
            auto_comments=sorted(text.notes),
            user_comments=known.comments,
            context=text.context or None,
        )
    written = BytesIO()
    write_po(written, catalog, width=0, sort_output=True, include_lineno=False)
    return written.getvalue()


def mo_bytes(language: str, held: Mapping[tuple[str, str], Translation]) -> bytes:
    """The .mo file of what is translated. What is not stays out of it, so that people read English there."""
    catalog = _Catalog(language)
    for (context, singular), known in held.items():
        if known.is_there and not known.is_fuzzy:
            message_id = (singular, known.plural) if known.plural else singular
            strings = tuple(known.strings) if known.plural else known.strings[0]
            catalog.add(message_id, strings, context=context or None)
    written = BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def write_catalogue(language: str, texts: Sequence[Text], held: Mapping[tuple[str, str], Translation]) -> None:
    """Writes both files, each of them only if it is to be another one."""
    for path, content in (
        (po_path(language), po_bytes(language, texts, held)),
        (mo_path(language), mo_bytes(language, held)),
    ):
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(".new")
            unfinished.write_bytes(content)
            unfinished.replace(path)


# --- What is wrong with a translation ---------------------------------------------------------------------------


def faults(text: Text, strings: Sequence[str], language: str) -> Iterator[str]:
    """What is wrong with the translation of a text, a clause each."""
    plurals = plurals_of(language)
    wanted = plurals.count if text.plural else 1
    if len(strings) != wanted:
        yield f"has {len(strings)} forms and needs {wanted}"
        return
    if not text.plural:
        yield from _differences(text.id, strings[0])
        return
    for form, string in enumerate(strings):
        is_of_one_number = len(plurals.numbers[form]) == 1
        for difference in _differences(text.plural, string, may_lack_number=is_of_one_number):
            yield f"form {form} (for {plurals.examples()[form]}) {difference}"


def _differences(source: str, string: str, *, may_lack_number: bool = False) -> Iterator[str]:
    """How the marks of a translation differ from its source's.

    A form for one number only may say the number in words, so it may lack one name. What is put in by its place must
    all be there, or Python refuses to put it in.
    """
    if not string:
        yield "is empty"
        return
    for pattern in (_NAMED, _BRACES):
        ours, theirs = set(pattern.findall(source)), set(pattern.findall(string))
        if missing := sorted(ours - theirs):
            if not (may_lack_number and len(missing) == 1):
                yield f"lacks {' '.join(missing)}"
            may_lack_number = False
        if added := sorted(theirs - ours):
            yield f"has {' '.join(added)}, which the source has not"
    if _BY_PLACE.findall(_without_names(source)) != _BY_PLACE.findall(_without_names(string)):
        yield "has not the same %s in the same order"
    if "%" in _PERCENT.sub("", string) and ("%" not in source or _PERCENT.search(source)):
        yield "has a percent sign that stands for nothing: a sign that is meant so is written %%"
    if Counter(_TAG.findall(source)) != Counter(_TAG.findall(string)):
        yield "has other HTML tags"
    if _ends(source) != _ends(string):
        yield "begins or ends with other white space"


def _without_names(string: str) -> str:
    return _NAMED.sub("", string.replace("%%", ""))


def _ends(string: str) -> tuple[str, str]:
    return string[: len(string) - len(string.lstrip())], string[len(string.rstrip()) :]


def catalogue_faults(language: str, texts: Sequence[Text]) -> Iterator[str]:
    """Everything that is wrong with a language's two files, a line each."""
    path = po_path(language)
    if not path.is_file():
        yield f"{_shown(path)}: there is none, run `make texts`"
        return
    if f"Plural-Forms: {plurals_of(language).rule}" not in path.read_text(encoding="utf-8"):
        yield f"{_shown(path)}: its Plural-Forms are not {plurals_of(language).rule}"
    held = read_catalogue(language)
    for text in texts:
        known = held.get(text.key)
        name = short(text.id)
        if known is None or known.plural != text.plural:
            yield f"{_shown(path)}: lacks {name} of {text.places}, run `make texts`"
        elif known.is_fuzzy:
            yield f"{_shown(path)}:{known.line}: {name} is fuzzy: somebody has to look at it"
        elif not any(known.strings):
            yield f"{_shown(path)}:{known.line}: {name} is not translated"
        else:
            yield from (
                f"{_shown(path)}:{known.line}: {name} {fault}" for fault in faults(text, known.strings, language)
            )
    compiled = mo_path(language)
    if not compiled.is_file() or compiled.read_bytes() != mo_bytes(language, held):
        yield f"{_shown(compiled)}: is not made from the present django.po, run `make texts`"


def short(sentence: str) -> str:
    """A sentence as a report names it."""
    return repr(sentence if len(sentence) <= 60 else sentence[:57] + "...")


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
