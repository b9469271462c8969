"""From a template's files and a context to the words a person reads.

A message `payment_sent` is a handful of files in templates/notifications/:

    payment_sent.inbox.txt    first line: the title; the rest: the text
    payment_sent.sms.txt      one text; line breaks become spaces
    payment_sent.email.txt    first line: the subject; the rest: the text
    payment_sent.email.html   the same for mail programs that show HTML

A file that is not there means that the message does not go that way.

Where operators have put a text of their own in place of a file (wording.py), that one is used. One that does not fit
what is to be told is passed over for the file, and written down: no edit ever loses a message.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NoReturn

import structlog
from django.conf import settings
from django.template import Context, Engine, Template, TemplateDoesNotExist
from django.utils import translation

from apps.core import metrics
from apps.core.card_numbers import mask_card_numbers
from apps.notifications import selectors, wording

log = structlog.get_logger("gopay.notifications")

_TEMPLATE_NAME = re.compile(r"[a-z][a-z_]{0,59}", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
MAX_TITLE = 200


class UnknownTemplate(LookupError):
    """There is no file of this name in templates/notifications."""


class MissingValue(LookupError):
    """A template names a value that its context lacks."""


@dataclass(frozen=True, slots=True)
class Text:
    """One rendered message; an SMS has no title, and only an e-mail may have HTML."""

    title: str
    body: str
    html: str = ""


class _Refuse(str):
    """What Django puts in place of a missing value. It asks for it with `%`, and gets an exception.

    A receipt with an empty place where the amount belongs must not reach anybody.
    """

    __slots__ = ()

    def __mod__(self, variable: Any) -> NoReturn:
        raise MissingValue(str(variable))


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine(
        dirs=[str(settings.BASE_DIR / "templates")],
        libraries={"i18n": "django.templatetags.i18n"},
        string_if_invalid=_Refuse("%s"),
    )


@lru_cache(maxsize=500)
def _file(name: str) -> Template | None:
    try:
        return _engine().get_template(f"notifications/{name}")
    except TemplateDoesNotExist as error:
        if error.args[0] != f"notifications/{name}":
            raise
        return None


@lru_cache(maxsize=200)
def ways_of(template: str) -> frozenset[str]:
    """Where the message can go: some of `inbox`, `email`, `sms`. Raises UnknownTemplate if nowhere."""
    ways = frozenset(
        way
        for way in ("inbox", "email", "sms")
        if _TEMPLATE_NAME.fullmatch(template) and _file(f"{template}.{way}.txt")
    )
    if not ways:
        raise UnknownTemplate(template)
    return ways


def _presentable(context: Mapping[str, Any]) -> dict[str, Any]:
    """Names and notes come from people: without line breaks and direction marks they cannot pose as our words.

    A card's number in one goes no further.

    A value whose name ends in `_at` is an ISO 8601 time and becomes a datetime, for the `date` filter.
    """
    values: dict[str, Any] = {}
    for name, value in context.items():
        if name.endswith("_at") and isinstance(value, str):
            values[name] = datetime.fromisoformat(value)
        elif isinstance(value, str):
            values[name] = mask_card_numbers(_UNPRINTABLE.sub(" ", value).strip())
        else:
            values[name] = value
    return values


def _render(template: Template, values: dict[str, Any], *, autoescape: bool) -> str:
    text = template.render(Context(values, autoescape=autoescape))
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.strip().splitlines()))


def render(template: str, way: str, context: Mapping[str, Any], *, language: str, with_html: bool = True) -> Text:
    """The message in the given language, which falls back to settings.LANGUAGE_CODE.

    Raises UnknownTemplate, and MissingValue when the template's file names a value that the context lacks.
    """
    if way not in ways_of(template):
        raise UnknownTemplate(f"{template}.{way}")
    words = selectors.find_words(template, way, language)
    if words is not None:
        try:
            return render_words(words, template, way, context, language=language, with_html=with_html)
        except Exception as error:
            # What they wrote was right for the sample and is not for this message. The kind says enough: its words
            # might quote a code.
            metrics.TEXTS_PASSED_OVER.labels(template, way).inc()
            log.error(
                "an operator's text does not fit: its file is used",
                template=template,
                way=way,
                language=language,
                version=words.version,
                missing=error.name if isinstance(error, wording.Unfit) else "",
                kind=type(error).__name__,
            )
    return render_file(template, way, context, language=language, with_html=with_html)


def render_words(
    words: wording.Words,
    template: str,
    way: str,
    context: Mapping[str, Any],
    *,
    language: str,
    with_html: bool = True,
) -> Text:
    """The message in an operator's words. Raises wording.Unfit."""
    with translation.override(language):
        title, body, page = wording.render(words, template, way, _presentable(context), language=language)
        html = ""
        if page and with_html:
            frame = _engine().get_template("notifications/email_written.html")
            html = frame.render(Context({"title": title, "written": page})).strip()
    return Text(title=title[:MAX_TITLE], body=body, html=html)


def render_file(template: str, way: str, context: Mapping[str, Any], *, language: str, with_html: bool = True) -> Text:
    """The message in its file's words, whatever operators have written. Raises what `render` raises."""
    file = _file(f"{template}.{way}.txt") if way in ways_of(template) else None
    if file is None:
        raise UnknownTemplate(f"{template}.{way}")
    values = _presentable(context)
    with translation.override(language):
        text = _render(file, values, autoescape=False)
        if way == "sms":
            return Text(title="", body=" ".join(text.split()))
        title, _, body = text.partition("\n")
        page = _file(f"{template}.{way}.html") if way == "email" and with_html else None
        html = _render(page, {**values, "title": title}, autoescape=True) if page else ""
    return Text(title=title.strip()[:MAX_TITLE], body=body.strip(), html=html)
