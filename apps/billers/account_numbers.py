"""What a customer's number looks like at a biller.

A pattern is written by an operator and compared with what anybody sends, so it is no full regular expression: a row of
characters and [classes], each once or with a count. Nothing in it repeats within a repetition, so no text makes the
comparison slow.
"""

import re
from functools import lru_cache

_ATOM = r"(?:\[[A-Za-z0-9-]+\]|[A-Za-z0-9/-])(?:\{\d{1,2}(?:,\d{1,2})?\})?"
_PATTERN = re.compile(rf"(?:{_ATOM})+", re.ASCII)
_SEPARATORS = re.compile(r"[ .]")


def is_pattern(text: str) -> bool:
    """Whether it is a pattern as billers have them: `[0-9]{11}`, `[A-Z]{2}-[0-9]{6,8}`."""
    if not _PATTERN.fullmatch(text):
        return False
    try:
        re.compile(text, re.ASCII)
    except (re.error, OverflowError):
        return False
    return True


@lru_cache(maxsize=500)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def normal_number(text: str) -> str:
    """The number as it is sent, kept and compared: in capitals, without the blanks and dots people type."""
    return _SEPARATORS.sub("", text).upper()


def fits(account_number: str, pattern: str) -> bool:
    """Whether the number, as `normal_number` writes it, is one of the biller's."""
    return _compiled(pattern).fullmatch(account_number) is not None
