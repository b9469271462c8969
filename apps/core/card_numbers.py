"""Numbers of payment cards (PANs), which must never come in: what is not there cannot be lost (PCI DSS 3.2 and 3.4).

A PAN here is 14 to 19 digits that begin with 2 to 6 (ISO/IEC 7812-1) and whose check digit is right (its annex B),
written together or in groups between single spaces or dashes. Digits of any script count, as people paste what they
see. Not one: what stands in a UUID or in a longer run of digits or hexadecimal digits, a phone number (`+` and at most
15 digits, ITU-T E.164), an amount with decimals, a time such as 20261121103000, and the twenty digits of an
electricity token in five groups between dashes. One number in twenty that has a card's length and is none is taken for
one all the same: only the card schemes could tell.

Most texts cost one search of one compiled expression, which reads each character once.
"""

import re
from collections.abc import Iterator
from typing import Any

_SHORTEST, _LONGEST = 14, 19
_BETWEEN = "[ \u00a0\u2007\u2009\u202f\u2010-\u2015\u2212-]"
_CANDIDATE = re.compile(rf"(?<!\d)\d(?:{_BETWEEN}?\d){{{_SHORTEST - 1},}}")
_GROUP = re.compile(r"\d+")
_KNOWN = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9A-Za-z])"  # A UUID.
    r"|(?<![0-9-])[0-9]{4}(?:-[0-9]{4}){4}(?![0-9-])",  # An electricity token (IEC 62055-41).
    re.ASCII | re.IGNORECASE,
)
# The rest of a word that is hexadecimal digits only; longer ones than a SHA-512 are not looked through.
_LONGEST_HASH = 128
_HEX_BEFORE = re.compile(r"(?:\A|(?<=[^0-9A-Za-z]))[0-9A-Fa-f]*\Z", re.ASCII)
_HEX_AFTER = re.compile(r"[0-9A-Fa-f]*(?:\Z|(?=[^0-9A-Za-z]))", re.ASCII)
_TIME = re.compile(
    r"20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9](?:[0-9]{3})?",
    re.ASCII,
)
_DECIMALS = re.compile(r"\.[0-9]{1,4}(?![0-9])", re.ASCII)
# An amount has at most so many digits before its point (apps/core/money.py), a phone number in all (E.164).
_LONGEST_AMOUNT = _LONGEST_PHONE = 15


def find_card_number(text: str) -> bool:
    """Whether a text holds digits that could be a card's."""
    if len(text) < _SHORTEST or _CANDIDATE.search(text) is None:
        return False
    return next(_spans(text), None) is not None


def mask_card_numbers(text: str) -> str:
    """The text with all digits of each card number but the last four made `*`; all else stands where it stood."""
    if len(text) < _SHORTEST or _CANDIDATE.search(text) is None:
        return text
    masked = list(text)
    for begin, end in _spans(text):
        digits = [at for at in range(begin, end) if text[at].isdecimal()]
        for at in digits[:-4]:
            masked[at] = "*"
    return "".join(masked)


def mask_in(value: Any) -> Any:
    """The same of plain data: the strings and whole numbers in dicts and lists, and the names of members."""
    if isinstance(value, str):
        return mask_card_numbers(value)
    if isinstance(value, dict):
        return {mask_in(name): mask_in(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [mask_in(one) for one in value]
    if type(value) is int and find_card_number(str(value)):
        return mask_card_numbers(str(value))
    return value


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where card numbers stand, from the left, without overlap."""
    # What is known to be none is put out of the way first; `z` is neither a digit nor hexadecimal.
    text = _KNOWN.sub(lambda known: "z" * len(known[0]), text)
    for candidate in _CANDIDATE.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *candidate.span())]
        first = 0
        if text[candidate.start() - 1 : candidate.start()] == "+":
            if sum(end - begin for begin, end in groups) <= _LONGEST_PHONE:
                continue
            # A phone number written together, and something after it; else it is too long for one.
            first = 1 if 7 <= groups[0][1] - groups[0][0] <= _LONGEST_PHONE else 0
        while first < len(groups):
            last = _card_from(text, groups, first)
            if last is None:
                first += 1
                continue
            yield groups[first][0], groups[last][1]
            first = last + 1


def _card_from(text: str, groups: list[tuple[int, int]], first: int) -> int | None:
    """The last group of the longest card number that begins with the group `first`."""
    if int(text[groups[first][0]]) not in range(2, 7):
        return None
    digits = ""
    found = None
    for last in range(first, len(groups)):
        begin, end = groups[last]
        digits += text[begin:end]
        if len(digits) > _LONGEST:
            break
        if (
            len(digits) >= _SHORTEST
            and _is_grouped_like_one([end - begin for begin, end in groups[first : last + 1]])
            and _is_luhn(digits)
            and not _is_something_else(text, groups[first][0], end, digits)
        ):
            found = last
    return found


def _is_grouped_like_one(sizes: list[int]) -> bool:
    """Groups of four and more, or all of one size, the last perhaps shorter: not a row of amounts, dates or phones."""
    *before, last = sizes
    return all(size >= 4 for size in before) or (len(set(before)) == 1 and last <= before[0])


def _is_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def _is_something_else(text: str, begin: int, end: int, digits: str) -> bool:
    """Of digits written together: a time, an amount with decimals, or part of a hash or of an id without dashes."""
    if end - begin > len(digits):
        return False
    if _TIME.fullmatch(digits) or (len(digits) <= _LONGEST_AMOUNT and _DECIMALS.match(text, end)):
        return True
    before = _HEX_BEFORE.search(text[max(0, begin - _LONGEST_HASH) : begin])
    after = _HEX_AFTER.match(text[end : end + _LONGEST_HASH])
    return before is not None and after is not None and bool(before[0] or after[0])
