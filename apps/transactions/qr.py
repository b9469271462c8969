"""The QR code by which a person is sent money.

It names the person by their id. Beside it stands what other people's apps may show: the name masked as for everybody
who looks the person up, and no number, address or city. Whoever scans it asks us whom it names.
"""

from django.conf import settings
from phonenumbers import NumberParseException, parse, region_code_for_number

from apps.accounts.gopay_codes import account_of_person
from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import Person
from apps.core import emvco
from apps.core.currency_numbers import number_of
from apps.core.money import Money, decimal_string

MAX_AMOUNT_LENGTH = 13
# ISO 18245 has no category for people; payment systems agree on this one. An unknown country is ZZ (ISO 3166-1).
_NO_CATEGORY, _NO_COUNTRY, _NO_CITY, _NO_NAME = "0000", "ZZ", "NA", "GoPay"


def person_text(person: Person, currency: str, amount: Money | None = None) -> str:
    """The code of a person who is sent money in this currency, and this amount when there is one (which is in it).

    Raises InvalidCurrency, and emvco.InvalidCode for zero or an amount longer than MAX_AMOUNT_LENGTH.
    """
    name = masked_name(person.full_name).replace("…", "")
    # In this order no row of digits looks like a card's number (core.card_numbers), whatever currency and amount.
    return emvco.build(
        [
            ("01", "12" if amount else "11"),
            *([("54", decimal_string(amount.amount, amount.currency))] if amount else []),
            account_of_person(person.id),
            ("58", _country_of(person.msisdn)),
            ("52", _NO_CATEGORY),
            ("60", _NO_CITY),
            ("53", number_of(currency)),
            ("59", emvco.plain(name, emvco.MAX_NAME) or _NO_NAME),
        ]
    )


def _country_of(msisdn: str) -> str:
    try:
        region = region_code_for_number(parse(msisdn)) or ""
    except NumberParseException:
        region = ""
    # "001" stands for numbers of no country.
    return region if region.isalpha() else settings.COUNTRY or _NO_COUNTRY
