"""The ways to name a person: a number, an e-mail address, a handle, an id, and the QR code that names the id."""

import re
import unicodedata
from functools import lru_cache
from uuid import UUID

from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number, parse

from apps.accounts.gopay_codes import person_named_in

MAX_IDENTIFIER_LENGTH = 254
# How an EMVCo payload begins.
_CODE = "000201"
_EMAIL = re.compile(r"[!-?A-~]{1,64}@[a-z0-9.-]{3,190}", re.ASCII)
# The library also reads letters, extensions and other scripts' digits, so that two texts could be one number.
_DIALLED = re.compile(r"\+[0-9 ().-]{6,30}", re.ASCII)
# The same pattern as the column has (models.HANDLE_PATTERN), which this module does not import.
_HANDLE = re.compile(r"[a-z][a-z0-9_]{2,29}", re.ASCII)
# Joiners that Persian and several Indian scripts need inside a word; every other control and format character,
# bidirectional overrides among them, could make one name look like another.
_JOINERS = "\u200c\u200d"


@lru_cache(maxsize=4096)
def normalise_msisdn(text: str) -> str | None:
    """The number in E.164, or None when it is not one. It must be given with its country code.

    Remembered, because every payment to a number asks and the library takes longer than the database.
    """
    if not _DIALLED.fullmatch(text):
        return None
    try:
        number = parse(text)
    except NumberParseException:
        return None
    return format_number(number, PhoneNumberFormat.E164) if is_valid_number(number) else None


def normalise_email(text: str) -> str | None:
    """The address in lower case, or None when it is not a plain ASCII one.

    Beyond ASCII two programs lower-case differently, and two addresses may look alike.
    """
    lowered = text.strip().lower()
    return lowered if text.isascii() and _EMAIL.fullmatch(lowered) else None


def normalise_handle(text: str) -> str | None:
    """A handle in lower case and without its @, or None when it cannot be one."""
    lowered = text.strip().removeprefix("@").lower()
    return lowered if text.isascii() and _HANDLE.fullmatch(lowered) else None


def normalise_identifier(text: str) -> str | None:
    """A number as E.164, an address in lower case, a handle as @name, an id as a UUID string; else None.

    The text of a person's QR code is their id. Any other code, a merchant's too, is nothing.
    """
    text = text.strip()
    if text.startswith(_CODE) and (person_id := person_named_in(text)):
        return str(person_id)
    if len(text) > MAX_IDENTIFIER_LENGTH:
        return None
    if text.startswith("@"):
        handle = normalise_handle(text)
        return f"@{handle}" if handle else None
    if "@" in text:
        return normalise_email(text)
    if text.startswith("+"):
        return normalise_msisdn(text)
    try:
        return str(UUID(text))
    except ValueError:
        return None


def masked_name(full_name: str) -> str:
    """Enough of a name to recognise somebody one knows, and too little to learn a stranger's: `Amina O.`

    The first word as it is and how the last one begins. A name of one word, or of a script without spaces, shows its
    first half and at most three signs (`Pe…`), so that it is never shown whole. A sign is a letter with whatever
    belongs to it: accents, vowels and joiners are not torn off.
    """
    first, *others = full_name.split() or [""]
    if others:
        return f"{first} {_signs(others[-1])[0]}."
    signs = _signs(first)
    return "".join(signs[: min(3, max(1, len(signs) // 2))]) + "…"


def _signs(word: str) -> list[str]:
    """The letters of a word, each with the marks and joiners that follow it."""
    signs: list[str] = []
    for char in word:
        belongs = char in _JOINERS or unicodedata.category(char)[0] == "M" or (signs and signs[-1][-1] in _JOINERS)
        if signs and belongs:
            signs[-1] += char
        else:
            signs.append(char)
    return signs


def is_clean_name(text: str) -> bool:
    """Whether a name holds nothing that could disguise it or break a message it is put into."""
    return all(char in _JOINERS or unicodedata.category(char)[0] != "C" for char in text) and any(
        char.isalpha() for char in text
    )
