"""Texts that operators write in place of a message's file, and the little they can say in them.

A text is words and `{{ values }}`; a time may say how it is written (`{{ occurred_at|date:"Y-m-d H:i" }}`), and `upper`
and `lower` change the case. There is nothing else: no tag, no attribute, no call, no markup. So a text can neither
read a file nor reach into what it is given, and what stands in a value is never looked at for values again. In an
e-mail an empty line begins a new paragraph and `**words**` are bold; all the rest is shown as it is typed.

A line all of whose values are empty is left out, so that "Your note: {{ note }}" does without a note.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.html import escape
from django.utils.safestring import SafeString

from apps.core.errors import InvalidInput
from apps.notifications.models import Way
from apps.notifications.samples import SAMPLES
from apps.notifications.selectors import Words
from apps.notifications.sms_lengths import measure

# In which languages operators write; whoever speaks another one reads English, as from a file.
LANGUAGES = {"en": "English", "fr": "Français", "sw": "Kiswahili", "ar": "العربية"}
RIGHT_TO_LEFT = frozenset({"ar"})
LONGEST = {Way.SMS: 600, Way.INBOX: 2_000, Way.EMAIL: 8_000}
LONGEST_SUBJECT = 150
MOST_SEGMENTS = 3
# What a message is for: a text that leaves it out is refused where the file has it.
_NEEDED = frozenset({"code", "amount", "currency", "reference", "page", "page_url", "bank_account"})
# What may go only where the file sends it: whoever has one of these has the money.
SECRET = frozenset({"code", "voucher"})

_VALUE = re.compile(
    r"\{\{[ \t]*([a-z][a-z0-9_]{0,39})[ \t]*"
    r"(?:\|[ \t]*(upper|lower|date)[ \t]*(?::[ \t]*\"([A-Za-z0-9 :/,.\\-]{1,40})\"[ \t]*)?)?\}\}"
)
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
# Characters nobody sees, among them those that turn the direction of writing.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_MOMENT = {Way.SMS: "Y-m-d H:i", Way.INBOX: "j M Y, H:i", Way.EMAIL: "j M Y, H:i"}

_IN_FILE = re.compile(r"(?:\{\{ *|value=|when=|unit=|with [a-z_]+=)([a-z][a-z0-9_]*)")
_IF = re.compile(r"\{% *(if|endif)\b([^%]*)%\}")


class Unfit(ValueError):
    """A text that does not fit the values there are: `name` is the value that is missing."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


@dataclass(frozen=True, slots=True)
class Values:
    """What a text of one message may say in one way: `allowed` contains `needed` and `optional`."""

    allowed: frozenset[str]
    needed: frozenset[str]
    optional: frozenset[str]


def messages() -> list[str]:
    """The names of all messages."""
    return sorted(SAMPLES)


@lru_cache(maxsize=1_000)
def _source(name: str) -> str:
    path = Path(settings.BASE_DIR) / "templates" / "notifications" / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _outside_conditions(source: str) -> str:
    kept, depth, at = [], 0, 0
    for tag in _IF.finditer(source):
        if depth == 0:
            kept.append(source[at : tag.start()])
        depth += 1 if tag[1] == "if" else -1
        at = tag.end()
    return "".join([*kept, source[at:]])


@lru_cache(maxsize=1_000)
def values_of(name: str, way: str) -> Values:
    """What a text may say: what the message's own files say, and of secrets only what this way's file says."""
    own = _source(f"{name}.{way}.txt")
    everywhere = [_source(f"{name}.{one}.txt") for one in Way.values]
    known = set(SAMPLES.get(name, ()))
    said = {value for source in everywhere for value in _IN_FILE.findall(source)} & known
    here = set(_IN_FILE.findall(own)) & known
    allowed = (said - SECRET) | (here & SECRET)
    always = set(_IN_FILE.findall(_outside_conditions(own))) & allowed
    asked = {word for source in everywhere for tag in _IF.finditer(source) for word in re.findall(r"[a-z_]+", tag[2])}
    # What a code confirms is said beside it, so that nobody reads it to a stranger unawares.
    needed = always if "code" in always else always & _NEEDED
    return Values(frozenset(allowed), frozenset(needed), frozenset(allowed & asked))


def used_in(text: str) -> set[str]:
    """The names of the values a text shows."""
    return {name for name, _, _ in _VALUE.findall(text)}


def check(*, name: str, way: str, language: str, subject: str, body: str) -> tuple[str, str]:
    """Subject and body as they are kept. Raises InvalidInput that names each field, and each value, that is wrong."""
    errors: dict[str, str] = {}
    subject, body = subject.strip(), "\n".join(line.rstrip() for line in body.strip().splitlines())
    if name not in SAMPLES:
        errors["name"] = "There is no message of this name."
    elif way not in Way.values or not _source(f"{name}.{way}.txt"):
        errors["way"] = "This message does not go this way."
    if language not in LANGUAGES:
        errors["language"] = "Texts are written in " + ", ".join(LANGUAGES.values()) + "."
    if not errors:
        errors = _check_text(name, Way(way), subject, body)
    if not errors and way == Way.SMS:
        length = measure(render(Words(0, "", body), name, way, SAMPLES[name], language=language)[1])
        if length.segments > MOST_SEGMENTS:
            errors["body"] = f"This is {length.segments} SMS ({length.alphabet}): {MOST_SEGMENTS} at most."
    if errors:
        raise InvalidInput(
            errors=[{"field": field, "code": "invalid", "detail": detail} for field, detail in errors.items()]
        )
    return subject, body


def _check_text(name: str, way: Way, subject: str, body: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    if way is Way.SMS and subject:
        errors["subject"] = "An SMS has no subject."
    elif way is not Way.SMS and not subject:
        errors["subject"] = "Say what it is about."
    elif "\n" in subject or len(subject) > LONGEST_SUBJECT:
        errors["subject"] = f"One line of at most {LONGEST_SUBJECT} characters."
    if not body:
        errors["body"] = "Write something."
    elif len(body) > LONGEST[way]:
        errors["body"] = f"At most {LONGEST[way]:,} characters."
    values = values_of(name, way)
    for field, text in (("subject", subject), ("body", body)):
        if field not in errors and (wrong := _wrong_in(text, values)):
            errors[field] = wrong
    missing = values.needed - used_in(f"{subject}\n{body}")
    if missing and "body" not in errors:
        errors["body"] = "This has to be said too: " + _named(missing) + "."
    return errors


def _wrong_in(text: str, values: Values) -> str:
    if _UNSEEN.search(text):
        return "There are characters in it that nobody sees."
    if _LEFT_OVER.search(_VALUE.sub("", text)):
        return "Between braces stand names of values only, such as {{ amount }}."
    unknown = used_in(text) - values.allowed
    if unknown:
        return f"This message has no value {_named(unknown)} here. It has {_named(values.allowed) or 'none'}."
    for value, word, how in _VALUE.findall(text):
        if (word == "date" or how) and not (word == "date" and value.endswith("_at")):
            return f'Only a time can say how it is written, as {{{{ occurred_at|date:"Y-m-d" }}}}: not {value}.'
    return ""


def _named(names: set[str] | frozenset[str]) -> str:
    return ", ".join(f"{{{{ {name} }}}}" for name in sorted(names))


def render(
    words: Words, name: str, way: str, values: Mapping[str, Any], *, language: str
) -> tuple[str, str, SafeString | str]:
    """Title, body, and for an e-mail its paragraphs as HTML, in which all that was typed or filled in is escaped.

    Raises Unfit when the values lack one the text shows that is not optional.
    """
    optional = values_of(name, way).optional
    title = " ".join(_fill(words.subject, way, values, optional, is_html=False).split())
    # Stars are markup in an e-mail, and in its plain version nothing.
    plain = _BOLD.sub(r"\1", words.body) if way == Way.EMAIL else words.body
    body = _fill(plain, way, values, optional, is_html=False)
    if way == Way.SMS:
        return "", " ".join(body.split()), ""
    page = _paragraphs(_fill(words.body, way, values, optional, is_html=True)) if way == Way.EMAIL else ""
    return title, body, page


def _fill(text: str, way: str, values: Mapping[str, Any], optional: frozenset[str], *, is_html: bool) -> str:
    kept = []
    for line in text.splitlines():
        names = used_in(line)
        if names and all(name in optional and not values.get(name) for name in names):
            continue
        kept.append(_fill_line(line, way, values, optional, is_html=is_html))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _fill_line(line: str, way: str, values: Mapping[str, Any], optional: frozenset[str], *, is_html: bool) -> str:
    parts, at = [], 0
    for found in _VALUE.finditer(line):
        shown = _shown(found[1], found[2], found[3], way, values, optional)
        words = line[at : found.start()]
        # Stars in a value are no markup: they stay what they are.
        parts += [escape(words), escape(shown).replace("*", "&#42;")] if is_html else [words, shown]
        at = found.end()
    rest = line[at:]
    return "".join([*parts, escape(rest) if is_html else rest])


def _shown(name: str, word: str, how: str, way: str, values: Mapping[str, Any], optional: frozenset[str]) -> str:
    value = values.get(name)
    if value is None:
        if name in optional:
            return ""
        raise Unfit(name)
    if isinstance(value, str) and name.endswith("_at"):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return formats.date_format(value, how or _MOMENT[Way(way)])
    text = str(value)
    return text.upper() if word == "upper" else text.lower() if word == "lower" else text


def _paragraphs(escaped: str) -> SafeString:
    """Paragraphs of text that is escaped already: the only markup in it is ours."""
    paragraphs = []
    for paragraph in re.split(r"\n{2,}", escaped):
        lines = "<br>".join(_BOLD.sub(r'<strong class="strong">\1</strong>', line) for line in paragraph.split("\n"))
        paragraphs.append(f'<p style="margin:0 0 14px 0;">{lines}</p>')
    return SafeString("".join(paragraphs))  # nosec B703


_LOAD = re.compile(r"\{% *load [^%]*%\}")
_ELSE = re.compile(r"\{% *else *%\}(?:(?!\{% *(?:if|endif)\b).)*(?=\{% *endif *%\})", re.DOTALL)
_TRANSLATED = re.compile(r'\{% *translate "((?:[^"\\]|\\.)*)" *%\}')
_NAMED = re.compile(r"\{% *blocktranslate(?: +with ([a-z_]+)=([a-z_]+)((?:\|date:\"[^\"]*\")?))? *(?:trimmed)? *%\}")


def starting_text(name: str, way: str) -> tuple[str, str]:
    """Subject and body as an operator would have written what the file says, to begin with; conditions are left out."""
    source = _ELSE.sub("", _LOAD.sub("", _source(f"{name}.{way}.txt")))
    parts, at, renamed = [], 0, ("", "", "")
    for tag in _NAMED.finditer(source):
        parts.append(_rename(source[at : tag.start()], renamed))
        renamed = (tag[1] or "", tag[2] or "", tag[3] or "")
        at = tag.end()
    text = "".join([*parts, _rename(source[at:], renamed)])
    text = _TRANSLATED.sub(r"\1", text).replace("{% endblocktranslate %}", "")
    text = re.sub(r"\{%[^%]*%\}", "", text).strip()
    if way == Way.SMS:
        return "", " ".join(text.split())
    title, _, body = text.partition("\n")
    return title.strip(), body.strip()


def _rename(text: str, renamed: tuple[str, str, str]) -> str:
    named, value, how = renamed
    return text.replace(f"{{{{ {named} }}}}", f"{{{{ {value}{how} }}}}") if named else text
