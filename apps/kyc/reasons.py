"""Why a submission was not approved: codes that stay, words for the person, and what has to be given anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    NAME_MISMATCH = "name_mismatch"
    UNDERAGE = "underage"
    ADDRESS_UNCLEAR = "address_unclear"
    ID_NUMBER_WRONG = "id_number_wrong"
    DOCUMENT_EXPIRED = "document_expired"
    DOCUMENT_UNREADABLE = "document_unreadable"
    DOCUMENT_NOT_ACCEPTED = "document_not_accepted"
    SELFIE_UNREADABLE = "selfie_unreadable"
    SELFIE_MISMATCH = "selfie_mismatch"
    NOT_CONFIRMED = "not_confirmed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`spoils` names the details and documents that were wrong; a new draft takes over all the others.

    What is `final` cannot be put right by sending something else.
    """

    text: str
    spoils: frozenset[str] = frozenset()
    final: bool = False


_PICTURES = frozenset({"ID_FRONT", "ID_BACK"})
MEANINGS: dict[Reason, Meaning] = {
    Reason.NAME_MISMATCH: Meaning("The name is not the one on the document.", frozenset({"name"})),
    Reason.UNDERAGE: Meaning("You are not old enough yet.", frozenset({"birth_date"}), final=True),
    Reason.ADDRESS_UNCLEAR: Meaning("The address is not complete.", frozenset({"address"})),
    Reason.ID_NUMBER_WRONG: Meaning("The number of the document is not right.", frozenset({"id_number"})),
    Reason.DOCUMENT_EXPIRED: Meaning("The document has expired.", _PICTURES | {"document_expiry_date", "id_number"}),
    Reason.DOCUMENT_UNREADABLE: Meaning("The pictures of the document cannot be read.", _PICTURES),
    Reason.DOCUMENT_NOT_ACCEPTED: Meaning(
        "This kind of document is not accepted.",
        _PICTURES | {"document_type", "document_country", "document_expiry_date", "id_number"},
    ),
    Reason.SELFIE_UNREADABLE: Meaning("Your face cannot be seen well enough.", frozenset({"SELFIE"})),
    Reason.SELFIE_MISMATCH: Meaning("The selfie does not show the person on the document.", frozenset({"SELFIE"})),
    Reason.NOT_CONFIRMED: Meaning("Your details could not be confirmed.", final=True),
    Reason.OTHER: Meaning("Something is not right."),
}


def spoiled_by(reasons: Iterable[str]) -> frozenset[str]:
    """Which details and documents have to be given anew because of these reasons."""
    return frozenset().union(*(MEANINGS[Reason(reason)].spoils for reason in reasons))


def can_be_put_right(reasons: Iterable[str]) -> bool:
    """Whether the person can do something about every one of them."""
    return not any(MEANINGS[Reason(reason)].final for reason in reasons)


def words_for(reasons: Iterable[str]) -> list[str]:
    """The reasons as sentences for the person."""
    return [MEANINGS[Reason(reason)].text for reason in reasons]
