"""A field that takes scanned codes takes whole ones whatever their digits, and no card's number all the same."""

import pytest

from apps.core.api.parsing import StrictSerializer, TextField
from apps.core.card_numbers import find_card_number
from apps.core.errors import CardNumberRefused
from apps.core.tests.test_emvco import PUBLISHED, made

CARD = "4111111111111111"
# A card's number where other networks write a merchant's account.
LIKE_A_CARD = made(t02=f"x{CARD}x")


class Scan(StrictSerializer):
    scanned = frozenset({"code"})

    code = TextField(max_length=512)
    note = TextField(required=False)


def test_a_whole_code_is_taken_whatever_its_digits() -> None:
    assert find_card_number(LIKE_A_CARD)
    for text in (LIKE_A_CARD, f" {LIKE_A_CARD}\n", *PUBLISHED.values()):
        assert Scan(data={"code": text}).is_valid()


@pytest.mark.parametrize(
    "fields",
    [
        {"code": CARD},
        {"code": f"000201 {CARD}"},
        {"code": LIKE_A_CARD[:-1]},
        {"code": f"{LIKE_A_CARD} {CARD}"},
        {"code": LIKE_A_CARD, "note": CARD},
        {"code": "x", "note": LIKE_A_CARD},
        {"code": [LIKE_A_CARD]},
        {"code": {"code": LIKE_A_CARD}},
    ],
    ids=["a card", "like a code", "broken", "and a card", "a note", "a note of a code", "a list", "an object"],
)
def test_a_cards_number_is_refused_everywhere_else(fields: dict[str, object]) -> None:
    with pytest.raises(CardNumberRefused):
        Scan(data=fields).is_valid()
