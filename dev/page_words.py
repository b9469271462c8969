"""Finds what a page says without having it translated: words between tags, in attributes and in template tags.

A heuristic: it knows HTML and Django's tags, not what a variable holds. What is not to be translated (a code example,
a name) stands inside an element with translate="no", as HTML has it for exactly that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, Token, TokenType
from django.utils.translation.template import block_re, endblock_re, plural_re

# Names that are the same in every language.
SAME_EVERYWHERE = frozenset({"GoPay", "CSV", "PDF", "XLSX", "QR", "Excel"})
_READ_ALOUD = {
    "alt",
    "title",
    "placeholder",
    "aria-label",
    "aria-description",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "label",
}
_META = {"description", "apple-mobile-web-app-title", "application-name"}
_BUTTONS = {"submit", "button", "reset"}
_NOT_READ = {"script", "style", "code", "pre", "kbd", "samp"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# Stands for whatever a variable holds. It is no letter, and no page has it.
_HOLE = "\ue000"
_WORD = re.compile(r"[^\W\d_]+")
# What follows an address in a block that gives one: `{% url "x" %}?direction=sent`.
_QUERY = re.compile(r"\?[\w-]+=[\w-]*")
# In a template's tag or a data attribute a string may as well be a code; what people read begins with a capital.
_SAID = re.compile(r"[A-Z][a-z]")
_LITERAL = re.compile(r"""^(?:\w+=)?(["'])(.*)\1$""")
_FALLBACK = re.compile(r"""\|\s*(?:default|default_if_none|yesno|add)\s*:\s*(["'])(.*?)\1""")
_BARE = re.compile(r"""^(["'])(.*?)\1""")
# Tags whose strings are names of something, or compared with one, or translated.
_NAMES = {"blocktrans", "blocktranslate", "elif", "extends", "if", "load", "now", "static", "trans", "translate", "url"}


def untranslated(source: str) -> Iterator[tuple[int, str]]:
    """The words of a template that no catalogue can have, each with its line."""
    found: list[tuple[int, str]] = []
    page = _Page(found)
    page.feed(_without_tags(source, found))
    page.close()
    yield from sorted(found)


def _without_tags(source: str, found: list[tuple[int, str]]) -> str:
    """The template with holes for its tags, line for line; what the tags themselves say is added to `found`."""
    kept: list[str] = []
    inside = ""
    begun = 0
    for token in Lexer(source).tokenize():
        lines = "\n" * token.contents.count("\n")
        if inside:
            is_end = token.token_type == TokenType.BLOCK and (
                token.contents == "endcomment" if inside == "comment" else endblock_re.match(token.contents)
            )
            if inside == "words" and lines:
                found.append((begun, "{% blocktranslate %} over several lines has to say `trimmed`"))
                inside = "trimmed"
            inside = "" if is_end else inside
            kept.append(lines)
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
        elif token.token_type == TokenType.VAR:
            found += [(_line(kept), words) for words in _words_of_variable(token.contents)]
            kept.append(_HOLE)
        elif token.token_type == TokenType.BLOCK:
            found += [(_line(kept), words) for words in _words_of_block(token)]
            if token.contents.split()[:1] == ["comment"]:
                inside = "comment"
            elif block_re.match(token.contents):
                inside, begun = "trimmed" if "trimmed" in token.split_contents() else "words", _line(kept)
            kept.append(" ")
    return "".join(kept)


def _line(kept: list[str]) -> int:
    return 1 + sum(part.count("\n") for part in kept)


def _words_of_variable(contents: str) -> Iterator[str]:
    if (bare := _BARE.match(contents)) and _is_said(bare[2]):
        yield f"{{{{ {contents} }}}}"
    elif "|pluralize" in contents:
        yield f"{{{{ {contents} }}}} is English; {{% plural %}} knows every language"
    elif any(_SAID.search(match[2]) and match[2] not in SAME_EVERYWHERE for match in _FALLBACK.finditer(contents)):
        yield f"{{{{ {contents} }}}}"


def _words_of_block(token: Token) -> Iterator[str]:
    name, *bits = token.split_contents() or [""]
    if name in _NAMES or plural_re.match(token.contents):
        return
    for bit in bits:
        literal = _LITERAL.match(bit)
        if literal and _is_said(literal[2]):
            yield f"{{% {name} ... {bit} %}}: {bit.partition('=')[0]}=_({literal[1]}...{literal[1]}) has it translated"


def _is_said(string: str) -> bool:
    """Whether a string in code looks like words for people."""
    return bool(_SAID.match(string)) and _has_words(string)


def _has_words(string: str) -> bool:
    return any(word not in SAME_EVERYWHERE for word in _WORD.findall(_QUERY.sub("", string)))


class _Page(HTMLParser):
    """Walks through the page and notes its words."""

    def __init__(self, found: list[tuple[int, str]]) -> None:
        super().__init__(convert_charrefs=True)
        self._found = found
        # The element in which nothing is to be translated, and how many of its name are open.
        self._quiet, self._depth = "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._quiet:
            self._depth += tag == self._quiet
            return
        named = {name.strip(_HOLE): value or "" for name, value in attrs}
        if tag not in _VOID and (tag in _NOT_READ or named.get("translate") == "no"):
            self._quiet, self._depth = tag, 1
        if named.get("translate") != "no":
            for name, value in named.items():
                # A data attribute may hold a code for scripts, or words they show.
                is_shown = _is_said(value) if name.startswith("data-") else _has_words(value)
                if is_shown and _is_read(tag, name, named):
                    self._note(value, f'{name}="{_plain(value)}"')

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._quiet == tag:
            self._depth -= 1
            self._quiet = self._quiet if self._depth else ""

    def handle_data(self, data: str) -> None:
        if self._quiet or not _has_words(data):
            return
        before = data[: len(data) - len(data.lstrip())]
        self._found.append((self.getpos()[0] + before.count("\n"), _plain(data)))

    def _note(self, value: str, words: str) -> None:
        before = (self.get_starttag_text() or "").partition(value)[0]
        self._found.append((self.getpos()[0] + before.count("\n"), words))


def _is_read(tag: str, name: str, named: dict[str, str]) -> bool:
    """Whether people may read or hear this attribute."""
    if name in _READ_ALOUD or name.startswith("data-"):
        return True
    if tag == "meta":
        return name == "content" and named.get("name") in _META
    return tag == "input" and name == "value" and named.get("type") in _BUTTONS


def _plain(words: str) -> str:
    """Words as a report shows them, in one line."""
    return " ".join(words.replace(_HOLE, "...").split())[:80]
