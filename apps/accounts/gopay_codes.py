"""What GoPay's own QR codes name: a till, a charge or a person.

In the merchant account information (EMVCo, 26 to 51) of the identifier below, exactly one of 01, 02 and 03 stands for
what the code is of. The other objects of a code are for other people's apps to show; we look up what is named.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from apps.core import emvco

GUID: Final = "org.gopay"
ACCOUNT_ID: Final = "26"
Kind = Literal["till", "charge", "person"]
_TAGS: dict[Kind, str] = {"till": "01", "charge": "02", "person": "03"}


@dataclass(frozen=True, slots=True)
class Named:
    """What one of our codes is of. `code` is the till's or the charge's, or the person's id; empty when it is none."""

    kind: Kind
    code: str


def account(kind: Literal["till", "charge"], code: str) -> tuple[str, str]:
    """The merchant account information that names it. Raises emvco.InvalidCode for a code of other than plain text."""
    return ACCOUNT_ID, emvco.template([("00", GUID), (_TAGS[kind], code)])


def account_of_person(person_id: UUID) -> tuple[str, str]:
    """The merchant account information that names a person: by 22 letters and digits, among which there is no row of
    digits that could be taken for a card's number (core.card_numbers)."""
    return ACCOUNT_ID, emvco.template([("00", GUID), (_TAGS["person"], _written(person_id))])


def named_in(payload: emvco.Payload) -> Named | None:
    """What a code of ours is of; None of somebody else's, and of one that names nothing or two things."""
    ours = [one for one in payload.accounts if one.guid is not None and one.guid.lower() == GUID]
    if len(ours) != 1:
        return None
    found: list[Named] = []
    for kind, tag in _TAGS.items():
        code = ours[0].part(tag)
        if code is not None:
            found.append(Named(kind, _read(code) if kind == "person" else code))
    return found[0] if len(found) == 1 else None


def person_named_in(text: str) -> UUID | None:
    """The person whose code this is; None when it is no code of a person's, or not a whole one."""
    try:
        named = named_in(emvco.parse(text))
    except emvco.InvalidCode:
        return None
    return UUID(named.code) if named is not None and named.kind == "person" and named.code else None


def _written(person_id: UUID) -> str:
    return urlsafe_b64encode(person_id.bytes).decode().rstrip("=")


def _read(code: str) -> str:
    """The id that was written so, and in no other way: two texts are never one id."""
    try:
        person_id = UUID(bytes=urlsafe_b64decode(f"{code}=="))
    except (binascii.Error, ValueError):
        return ""
    return str(person_id) if _written(person_id) == code else ""
