"""What bodies at a teller's desk are made of."""

from typing import Any

from apps.accounts.gopay_codes import person_named_in
from apps.accounts.identifiers import normalise_msisdn
from apps.core.api.parsing import TextField
from apps.core.emvco import MAX_LENGTH


class CustomerField(TextField):
    """A customer's number in E.164, or the text of their QR code: what they can say or show at a counter."""

    default_error_messages = {"invalid_customer": "This must be a phone number such as +254712345678, or a QR code."}

    def __init__(self, **kwargs: Any) -> None:
        words = "A phone number in E.164, or the text of a person's QR code."
        super().__init__(**{"max_length": MAX_LENGTH, "help_text": words, **kwargs})

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if (number := normalise_msisdn(text)) is not None:
            return number
        if not person_named_in(text):
            self.fail("invalid_customer")
        return text
