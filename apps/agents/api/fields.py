"""Fields of where outlets are and when they are open."""

import re
from math import isfinite
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.agents.hours import DAYS
from apps.core.api.parsing import TextField

# Seven decimals of a degree are a centimetre.
_PLACES = 7
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,3})(\.[0-9]{1,7})?", re.ASCII)
_SINCE = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_UNTIL = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00", re.ASCII)
_MOST_A_DAY = 4


@extend_schema_field({"type": "number", "format": "double", "example": -1.2863895})
class DegreesField(serializers.Field[float, Any, float, Any]):
    """Degrees of WGS 84, as a JSON number: kept to a centimetre."""

    default_error_messages = {
        "invalid": "This must be a number.",
        "out_of_range": "This must be from -{limit} to {limit} degrees.",
    }

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        self.limit = limit
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> float:
        # bool is an int to Python, and 1e999 infinite to its JSON.
        if type(data) not in (int, float) or not isfinite(data):
            self.fail("invalid")
        if not -self.limit <= data <= self.limit:
            self.fail("out_of_range", limit=self.limit)
        return round(float(data), _PLACES)

    def to_representation(self, value: float) -> float:
        return value


@extend_schema_field({"type": "number", "example": 5})
class NumberInQueryField(TextField):
    """A number among the query parameters: plain digits, no more than seven decimals."""

    default_error_messages = {
        "not_a_number": "This must be a plain number with seven decimals at most.",
        "out_of_range": "This must be from {least} to {most}.",
    }

    def __init__(self, *, least: float, most: float, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        if not _NUMBER.fullmatch(text):
            self.fail("not_a_number")
        if not self.least <= float(text) <= self.most:
            self.fail("out_of_range", least=f"{self.least:g}", most=f"{self.most:g}")
        return float(text)


_SPANS = {
    "type": "array",
    "maxItems": _MOST_A_DAY,
    "items": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
}


@extend_schema_field(
    {
        "type": "object",
        "properties": dict.fromkeys(DAYS, _SPANS),
        "example": {"mon": [["08:00", "12:30"], ["14:00", "18:00"]], "fri": [["20:00", "02:00"]]},
    }
)
class OpeningHoursField(serializers.Field[dict[str, Any], Any, dict[str, Any], Any]):
    """From when to when it is open on each day of the week, on the outlet's clock; empty: always.

    One day's hours follow each other; only the last of them may end on the next day. A day that is not named is closed.
    """

    default_error_messages = {
        "invalid": 'This must be such as {{"mon": [["08:00", "18:00"]]}}, with days {days}.',
        "too_many": "A day has four times of opening at most.",
        "invalid_time": "Times are such as 08:00; only an end may be 24:00.",
        "overlap": "The times of a day follow each other; only the last may end on the next day.",
    }

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict) or any(day not in DAYS for day in data):
            self.fail("invalid", days=", ".join(DAYS))
        return {day: self._day(data[day]) for day in DAYS if day in data}

    def to_representation(self, value: dict[str, Any]) -> dict[str, Any]:
        return value

    def _day(self, spans: Any) -> list[list[str]]:
        if not isinstance(spans, list) or any(not isinstance(span, list) or len(span) != 2 for span in spans):
            self.fail("invalid", days=", ".join(DAYS))
        if len(spans) > _MOST_A_DAY:
            self.fail("too_many")
        before = ""
        for number, (since, until) in enumerate(spans):
            texts = isinstance(since, str) and isinstance(until, str)
            if not texts or not _SINCE.fullmatch(since) or not _UNTIL.fullmatch(until):
                self.fail("invalid_time")
            if since < before or (until <= since and number < len(spans) - 1):
                self.fail("overlap")
            before = until
        return [list(span) for span in spans]
