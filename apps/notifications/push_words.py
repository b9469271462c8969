"""What a push says: what the inbox says, but no more figures than the SMS, and never what is worth money by itself.

A push is read by whoever stands beside a locked phone. The inbox is read behind a log-in and may say more: what was
earned before tax, a balance. So where the inbox's text has a figure that the message's SMS has not, the SMS's words are
pushed, and where that does not help either, only that there is news.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from apps.notifications import rendering
from apps.notifications.rendering import Text
from apps.notifications.wording import SECRET

LONGEST_TITLE, LONGEST_BODY = 100, 240
# Whatever has a digit in it: an amount, a time, a reference as a whole.
_FIGURE = re.compile(r"[^\W_]*\d[^\W_]*(?:[.,:]\d[^\W_]*)*")
_NO_LETTER = re.compile(r"[\W_]+")


def is_pushed(template: str, context: Mapping[str, Any]) -> bool:
    """Whether a message goes by push: what the inbox shows does. Raises rendering.UnknownTemplate."""
    return "inbox" in rendering.ways_of(template) and "code_id" not in context


def compose(template: str, context: Mapping[str, Any], *, language: str) -> Text:
    """Title and body of a push, in the person's language.

    Raises rendering.UnknownTemplate for what is not pushed, and rendering.MissingValue.
    """
    if not is_pushed(template, context):
        raise rendering.UnknownTemplate(f"{template}.push")
    inbox = rendering.render(template, "inbox", context, language=language)
    sms = ""
    if "sms" in rendering.ways_of(template):
        sms = rendering.render(template, "sms", context, language=language).body
    said = _figures(sms)
    secrets = [_letters(str(context[name])) for name in SECRET if context.get(name)]

    def may_say(text: str) -> bool:
        letters = _letters(text)
        return _figures(text) <= said and not any(secret in letters for secret in secrets)

    with translation.override(language):
        title = inbox.title if may_say(inbox.title) else _("News from GoPay")
        body = next((text for text in (inbox.body, sms) if may_say(text)), _("Open GoPay to read it."))
    return Text(title=_cut(title, LONGEST_TITLE), body=_cut(" ".join(body.split()), LONGEST_BODY))


def _figures(text: str) -> set[str]:
    """What has digits in a text; a day and an hour count as the same with and without a leading zero."""
    whole: set[str] = set()
    for figure in _FIGURE.findall(text):
        parts = figure.split(":") if ":" in figure else [figure]
        whole |= {part.lstrip("0") or "0" for part in parts}
    return whole


def _letters(text: str) -> str:
    """A voucher is the same voucher however its digits are grouped."""
    return _NO_LETTER.sub("", text).lower()


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
