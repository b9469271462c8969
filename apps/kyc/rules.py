"""What details and documents must look like. Every rule here answers with the field it is about."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from phonenumbers import SUPPORTED_REGIONS

from apps.core.errors import InvalidInput
from apps.kyc import names
from apps.kyc.models import DocumentKind, DocumentType, Submission, TargetTier
from apps.kyc.sealed import Details

MAX_NAME, MAX_ADDRESS = 120, 300
OLDEST = 130
# How people write numbers so that they can be read; it is not part of the number.
_BETWEEN = re.compile(r"[ ./-]")
# ICAO Doc 9303 gives a passport nine characters; for the others there is no rule that holds in every country.
_NUMBERS = {
    DocumentType.NATIONAL_ID: re.compile(r"(?=.*[0-9])[A-Z0-9]{5,20}", re.ASCII),
    DocumentType.PASSPORT: re.compile(r"(?=.*[0-9])[A-Z0-9]{6,9}", re.ASCII),
    DocumentType.DRIVING_LICENCE: re.compile(r"(?=.*[0-9])[A-Z0-9]{5,20}", re.ASCII),
    DocumentType.RESIDENCE_PERMIT: re.compile(r"(?=.*[0-9])[A-Z0-9]{6,15}", re.ASCII),
}
_ANY_NUMBER = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,20}", re.ASCII)
# Some national identity cards are good for life.
_NEVER_EXPIRE = {DocumentType.NATIONAL_ID}
_ONE_SIDED = {DocumentType.PASSPORT}
DETAIL_NAMES = ("name", "birth_date", "address", "document_type", "document_country", "id_number")

Problem = dict[str, str]


def _problem(field: str, code: str, detail: str) -> Problem:
    return {"field": field, "code": code, "detail": detail}


def normalise_number(text: str) -> str:
    """The number as it is compared and kept: capitals and digits, nothing between them."""
    return _BETWEEN.sub("", text).upper() if text.isascii() else text


def age_on(day: date, birth_date: date) -> int:
    """Full years. Somebody born on 29 February has a birthday on 1 March in other years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _name(name: str) -> Iterable[Problem]:
    if len(name) > MAX_NAME:
        yield _problem("name", "too_long", f"This must be at most {MAX_NAME} characters.")
    elif not names.is_plausible(name):
        yield _problem("name", "invalid_name", "This must be a first and a last name as on the document, in letters.")


def _birth_date(birth_date: date, today: date) -> Iterable[Problem]:
    age = age_on(today, birth_date)
    if birth_date > today or age > OLDEST:
        yield _problem("birth_date", "invalid_date", "This cannot be a date of birth.")
    elif age < settings.KYC_MINIMUM_AGE:
        yield _problem("birth_date", "too_young", f"You must be at least {settings.KYC_MINIMUM_AGE} years old.")


def _address(address: str) -> Iterable[Problem]:
    printable = all(char == "\n" or unicodedata.category(char)[0] != "C" for char in address)
    if not 5 <= len(address) <= MAX_ADDRESS or not printable or not any(char.isalpha() for char in address):
        yield _problem(
            "address", "invalid_address", f"This must be a full address of 5 to {MAX_ADDRESS} characters, in words."
        )


def _number(number: str, document_type: str) -> Iterable[Problem]:
    pattern = _NUMBERS[DocumentType(document_type)] if document_type else _ANY_NUMBER
    if not pattern.fullmatch(number):
        yield _problem("id_number", "invalid_number", "This is not what a number of this kind of document looks like.")


def _expiry(expiry: date | None, document_type: str, today: date) -> Iterable[Problem]:
    if expiry is None:
        if document_type and document_type not in _NEVER_EXPIRE:
            yield _problem("document_expiry_date", "required", "When does the document expire?")
    elif expiry <= today:
        yield _problem("document_expiry_date", "expired", "This document has expired.")
    elif expiry > today + timedelta(days=50 * 366):
        yield _problem("document_expiry_date", "invalid_date", "No document is good for that long.")


def require_well_formed(changed: Mapping[str, Any], submission: Submission, details: Details, *, today: date) -> None:
    """Raises InvalidInput for each changed field that cannot be right, given what stands beside it."""
    found: list[Problem] = []
    if "name" in changed and details.name is not None:
        found += _name(details.name)
    if "birth_date" in changed and details.birth_date is not None:
        found += _birth_date(details.birth_date, today)
    if "address" in changed and details.address is not None:
        found += _address(details.address)
    if {"id_number", "document_type"} & changed.keys() and details.id_number is not None:
        found += _number(details.id_number, submission.document_type)
    if "document_country" in changed and submission.document_country not in SUPPORTED_REGIONS:
        found.append(_problem("document_country", "invalid_country", "This must be a country code such as KE."))
    if "document_expiry_date" in changed and submission.document_expiry_date is not None:
        found += _expiry(submission.document_expiry_date, submission.document_type, today)
    if found:
        raise InvalidInput("The request has invalid fields.", errors=found)


def kinds_needed(submission: Submission) -> tuple[DocumentKind, ...]:
    """Which pictures the submission needs: none for details alone, one side less for a passport."""
    if submission.target_tier != TargetTier.TIER_2:
        return ()
    if submission.document_type in _ONE_SIDED:
        return (DocumentKind.ID_FRONT, DocumentKind.SELFIE)
    return (DocumentKind.ID_FRONT, DocumentKind.ID_BACK, DocumentKind.SELFIE)


def has_side(submission: Submission, kind: DocumentKind) -> bool:
    """Whether the chosen kind of document has such a side at all."""
    return not (kind == DocumentKind.ID_BACK and submission.document_type in _ONE_SIDED)


def missing_in(submission: Submission, details: Details, kinds: Iterable[str]) -> list[str]:
    """What is still missing, by name: a field, or `documents/selfie`."""
    there = {
        "name": details.name,
        "birth_date": details.birth_date,
        "address": details.address,
        "document_type": submission.document_type,
        "document_country": submission.document_country,
        "id_number": details.id_number,
    }
    missing = [name for name in DETAIL_NAMES if not there[name]]
    if (
        submission.document_type
        and submission.document_type not in _NEVER_EXPIRE
        and not submission.document_expiry_date
    ):
        missing.append("document_expiry_date")
    given = set(kinds)
    return missing + [f"documents/{kind.value.lower()}" for kind in kinds_needed(submission) if kind not in given]


def require_still_right(submission: Submission, details: Details, *, today: date) -> None:
    """Everything once more at the moment of handing in: a draft may be older than a document. Raises InvalidInput."""
    everything = dict.fromkeys((*DETAIL_NAMES, "document_expiry_date"))
    require_well_formed(everything, submission, details, today=today)


def valid_until(submission: Submission, *, today: date) -> date:
    """How long approved documents count: until they expire, and two years at most."""
    longest = today + timedelta(days=settings.KYC_VALID_DAYS)
    expiry = submission.document_expiry_date
    return min(expiry, longest) if expiry else longest
