"""How a page proves that its person may move money: the PIN, the browser's own key, a code that was sent.

A browser that is registered as a device signs what is posted, with a key that never leaves it, over a profile of HTTP
Message Signatures (RFC 9421) like a phone's: the method, the path, the idempotency key and a digest of the form's
fields. A form's body is written by the browser and not by the script, so the digest is over the fields as JSON: pairs
of name and value, sorted by name, without those that come with the signature itself, and without the code.
"""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from apps.accounts import signatures
from apps.accounts.errors import InvalidCode, InvalidSignature, ProofRequired, StepUpRequired, WrongPin
from apps.accounts.services import Proof, StepUpAnswer
from apps.core.errors import DomainError
from apps.core.web.fields import CodeField, IdField, KeyField, PinField
from apps.core.web.forms import WebForm
from apps.core.web.telling import told

UNSIGNED = frozenset({"csrfmiddlewaretoken", "signed_at", "signed_by", "signature", "code", "challenge_id"})


class CodeForm(WebForm):
    """A form that a one-time code may have to confirm: the code's field appears when one was sent.

    A button named `again` asks for another code.
    """

    code = CodeField(required=False, label=_("Code"))
    challenge_id = IdField(required=False)
    _sent: dict[str, Any] | None = None

    @property
    def step_up(self) -> dict[str, Any] | None:
        """What was sent where, for the template: {"sent_to", "expires_in"}; None as long as no code is wanted."""
        if self._sent is None and self["challenge_id"].value():
            return {"sent_to": "", "expires_in": 0}
        return self._sent

    def refuse(self, error: DomainError) -> None:
        """Shows a refusal; one that asks for a code has the form ask for it."""
        if isinstance(error, StepUpRequired | ProofRequired):
            self.data = self._with_challenge(error.extra["challenge_id"])
            self._sent = dict(error.extra)
        elif isinstance(error, InvalidCode):
            place = "code" if self["challenge_id"].value() else None
            self.add_error(place, forms.ValidationError(told(error), code=error.code))
        elif isinstance(error, WrongPin) and "pin" in self.fields:
            self.add_error("pin", forms.ValidationError(_wrong_pin(error), code=error.code))
        else:
            super().refuse(error)

    def _with_challenge(self, challenge_id: str) -> QueryDict:
        # A name that came several times stays so: the code is for exactly what was posted.
        data = self.data.copy() if isinstance(self.data, QueryDict) else QueryDict(mutable=True)
        data["challenge_id"], data["code"] = challenge_id, ""
        return data

    def answer(self) -> StepUpAnswer | None:
        """The code that was typed, as the services take it."""
        given = self.cleaned_data
        if "again" in self.data or not given.get("challenge_id") or not given.get("code"):
            return None
        return StepUpAnswer(given["challenge_id"], given["code"])


class SignedForm(CodeForm):
    """What only a person's own browser confirms: PIN, signature, and a code where one is wanted."""

    pin = PinField(label=_("PIN"))
    signed_at = forms.IntegerField(required=False, min_value=0, max_value=9_999_999_999, widget=forms.HiddenInput)
    signed_by = IdField(required=False)
    signature = KeyField(length=64, required=False)

    def proof(self, request: HttpRequest) -> Proof:
        """What the form proves. Raises InvalidSignature for a signature that is only half there."""
        return Proof(pin=self.cleaned_data["pin"], signature=self.signed(request), step_up=self.answer())

    def signed(self, request: HttpRequest) -> signatures.SignedRequest | None:
        """The browser's signature, not verified yet; None without one. Raises InvalidSignature."""
        given = self.cleaned_data
        parts = (given.get("signed_at"), given.get("signed_by"), given.get("signature"))
        if not any(part is not None for part in parts):
            return None
        created, device_id, raw = parts
        if created is None or device_id is None or raw is None:
            raise InvalidSignature
        return signatures.SignedRequest(
            device_id,
            datetime.fromtimestamp(created, UTC),
            signed_base(request.path, request.POST, created=created, device_id=device_id),
            raw,
        )


class ConfirmForm(SignedForm):
    """What confirms a payment. `key` is its idempotency key.

    `total` is what the page has said it costs, so that nobody confirms one sum and pays another.
    """

    key = forms.CharField(max_length=100, widget=forms.HiddenInput)
    total = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)


def signed_base(path: str, fields: QueryDict, *, created: int, device_id: UUID) -> bytes:
    """The bytes that a browser signs for a form it posts to `path`."""
    pairs = sorted(
        ([name, value] for name, values in fields.lists() if name not in UNSIGNED for value in values),
        key=lambda pair: pair[0],
    )
    body = json.dumps(pairs, ensure_ascii=False, separators=(",", ":")).encode()
    key = fields.get("key")
    return signatures.signature_base(
        method="POST",
        path=path,
        content_digest=signatures.content_digest(body),
        idempotency_key=key,
        parameters=signatures.parameters(created=created, device_id=device_id, with_key=key is not None),
    )


def _wrong_pin(error: WrongPin) -> str:
    left = error.extra.get("attempts_left")
    if left is None:
        return str(_("This PIN is not right."))
    return str(_("This PIN is not right. Tries left: %(count)s.") % {"count": left})
