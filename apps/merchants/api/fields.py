"""Fields of what merchants say of themselves."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from drf_spectacular.utils import extend_schema_field

from apps.core.api.parsing import TextField
from apps.merchants.categories import CATEGORIES

_is_address = URLValidator(schemes=["https", "http"])


@extend_schema_field({"type": "string", "pattern": "^[0-9]{4}$", "example": "5812"})
class CategoryField(TextField):
    """A merchant category code (ISO 18245) of `GET /merchant-categories`."""

    default_error_messages = {"unknown_category": "This must be a code of GET /merchant-categories."}

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data)
        if code not in CATEGORIES:
            self.fail("unknown_category")
        return code


@extend_schema_field({"type": "string", "format": "uri", "maxLength": 200, "example": "https://mamanjeri.example"})
class WebsiteField(TextField):
    """An address of a website, or nothing. It is shown to reviewers, and never asked for by us."""

    default_error_messages = {"not_an_address": "This must begin with https:// or http://."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, allow_blank=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if text:
            try:
                _is_address(text)
            except ValidationError:
                self.fail("not_an_address")
            if not text.isascii() or "@" in text.partition("//")[2].partition("/")[0]:
                self.fail("not_an_address")
        return text
