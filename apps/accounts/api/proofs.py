"""What a request that moves money brings along: a PIN, a device's signature, a step-up code."""

from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request

from apps.accounts import signatures
from apps.accounts.api.step_up import StepUpSerializer, answer_of
from apps.accounts.services import Proof
from apps.core.api.parsing import StrictSerializer, TextField

# These stay out of the request's digest: a PIN could be guessed from it, and a code comes with the second try only.
SECRET_FIELDS = frozenset({"pin", "step_up"})


class PinField(TextField):
    """Four to six digits; never given back."""

    default_error_messages = {"invalid_pin": "A PIN has four to six digits."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=6, trim_whitespace=False, write_only=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        pin = super().to_internal_value(data)
        if len(pin) < 4 or not (pin.isascii() and pin.isdigit()):
            self.fail("invalid_pin")
        return pin


class ProvenSerializer(StrictSerializer):
    """The base of every body that moves money."""

    pin = PinField()
    step_up = StepUpSerializer(required=False)


def read_signature(request: Request) -> signatures.SignedRequest | None:
    """The device's signature over this request, not verified yet; ask after the body was read.

    Raises InvalidSignature.
    """
    body = getattr(request, "raw_body", b"")
    return signatures.read(request.META, method=request.method or "", path=request.path, body=body)


def proof_of(request: Request, fields: Mapping[str, Any]) -> Proof:
    """What this request proves itself by. Raises InvalidSignature."""
    return Proof(pin=fields["pin"], signature=read_signature(request), step_up=answer_of(fields))
