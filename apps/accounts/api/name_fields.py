"""Fields of what businesses and agents say of themselves: names, lines of text, countries."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from phonenumbers import SUPPORTED_REGIONS

from apps.accounts.identifiers import is_clean_name
from apps.core.api.parsing import TextField


class NameField(TextField):
    """A name in any script; runs of white space become one space."""

    default_error_messages = {"invalid_name": "This must be a name, without control characters."}

    def to_internal_value(self, data: Any) -> str:
        name = " ".join(super().to_internal_value(data).split())
        if not is_clean_name(name):
            self.fail("invalid_name")
        return name


class LinesField(TextField):
    """Several lines, or none, each without what stands before and after it."""

    default_error_messages = {"invalid_text": "This must be text, without control characters."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_blank=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        lines = [" ".join(line.split()) for line in super().to_internal_value(data).splitlines()]
        if not all(line == "" or line.isprintable() for line in lines):
            self.fail("invalid_text")
        return "\n".join(line for line in lines if line)


@extend_schema_field({"type": "string", "pattern": "^[A-Z]{2}$", "example": "KE"})
class CountryField(TextField):
    """A country by its code of two letters (ISO 3166-1), in capitals."""

    default_error_messages = {"invalid_country": "This must be a country code such as KE."}

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data)
        if code not in SUPPORTED_REGIONS:
            self.fail("invalid_country")
        return code
