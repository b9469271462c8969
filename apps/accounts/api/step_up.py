"""The member `step_up` of a body: the answer to `step_up_required`."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from apps.accounts.services import StepUpAnswer
from apps.core.api.parsing import StrictSerializer, TextField

STEP_UP_REQUIRED = (403, "Confirm this with the code that was sent.")


class CodeField(TextField):
    """Six digits."""

    default_error_messages = {"invalid_code": "A code has six digits."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=6, trim_whitespace=False, write_only=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data)
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            self.fail("invalid_code")
        return code


class StepUpSerializer(StrictSerializer):
    """The challenge named by `step_up_required`, and the code the person was sent for it."""

    challenge_id = serializers.UUIDField()
    code = CodeField()


def answer_of(fields: Mapping[str, Any]) -> StepUpAnswer | None:
    """The validated `step_up` member as the services take it."""
    given = fields.get("step_up")
    return StepUpAnswer(given["challenge_id"], given["code"]) if given else None
