"""What has changed between two texts or sets of figures, for people: what went is struck out, what came is marked."""

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Words with the space before them, and values whole: a change of one word marks that word and not the line.
_WORDS = re.compile(r"\s*(?:\{\{[^{}]*\}\}|[^\s{]+|\{)|\s+")
# Comparing is quadratic in what differs; a text longer than this is compared by lines.
_FINELY = 4_000


def _parts(text: str) -> list[str]:
    return _WORDS.findall(text) if len(text) <= _FINELY else text.splitlines(keepends=True)


def text_diff(before: str, after: str) -> SafeString:
    """The text after, with what was there before struck out where it stood."""
    old, new = _parts(before), _parts(after)
    pieces: list[tuple[str, str]] = []
    for verb, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            pieces.append(("span", "".join(new[j1:j2])))
            continue
        if i2 > i1:
            pieces.append(("del", "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(("ins", "".join(new[j1:j2])))
    # The tags are the three constants above.
    marked = ((SafeString(tag), text, SafeString(tag)) for tag, text in pieces)  # nosec B703
    body = format_html_join("", "<{}>{}</{}>", marked)
    return format_html('<div class="gp-changed">{}</div>', body)


def figures_diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> SafeString | str:
    """What differs between two sets of figures, one line for each; nothing where they are the same."""
    lines = [
        (name, _said(before.get(name)), _said(after.get(name)))
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]
    return listed(lines)


def listed(lines: Iterable[tuple[str, str, str]]) -> SafeString | str:
    """Lines of (what, before, after)."""
    rows = format_html_join(
        "",
        "<div><dt>{}</dt><dd>{}{}</dd></div>",
        (
            (
                name,
                format_html("<del>{}</del> ", before) if before else "",
                format_html("<ins>{}</ins>", after) if after else "",
            )
            for name, before, after in lines
        ),
    )
    return format_html('<dl class="gp-changed gp-changed-lines">{}</dl>', rows) if rows else ""


def _said(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
