"""A provider over HTTP: POST the details to settings.KYC_CHECK_URL with a bearer token, read its decision."""

import json
import re
import time
from functools import lru_cache
from typing import Any

import httpx2
from django.conf import settings

from apps.kyc.checks.base import CheckRequest, CheckResult, Outcome
from apps.kyc.reasons import Reason

_LONGEST_ANSWER = 64 * 1024
_DECISIONS = {"approve": Outcome.APPROVE, "reject": Outcome.REJECT, "refer": Outcome.REFER}
_REFERENCE = re.compile(r"[A-Za-z0-9._:-]{1,80}", re.ASCII)


class _Unreachable(Exception):
    """The question did not get there, or the line broke: the same question may be asked again at once."""


@lru_cache(maxsize=1)
def _client() -> httpx2.Client:
    """One for the process, because making one reads all certificate authorities.

    It keeps no connection: what a provider that answers twice leaves on the line would be taken for the answer to
    the next question, about somebody else.
    """
    return httpx2.Client(follow_redirects=False, limits=httpx2.Limits(max_keepalive_connections=0))


def _unknown(error: str, *, silent: bool = False) -> CheckResult:
    return CheckResult(Outcome.UNKNOWN, error=error, silent=silent)


class HttpCheck:
    """`{"id", "tier", "name", ...}` -> `{"id", "decision": "approve" | "reject" | "refer", "reasons", "reference"}`.

    The submission's id goes along as Idempotency-Key and must come back in the answer: an answer to another question
    decides nothing.
    """

    def check(self, request: CheckRequest) -> CheckResult:
        """One try, and a second one at once when the line broke: that is safe under the same key. Never raises."""
        for last in (False, True):
            try:
                status, body = self._ask(request)
            except _Unreachable as error:
                if last:
                    return _unknown(str(error), silent=True)
            except httpx2.TimeoutException as error:
                # Asking again at once would hold this worker as long again.
                return _unknown(type(error).__name__, silent=True)
            except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
                return _unknown(type(error).__name__, silent=True)
            else:
                return _understand(request, status, body)
        raise AssertionError("not reached")

    def _ask(self, request: CheckRequest) -> tuple[int, bytes]:
        timeout = float(settings.KYC_CHECK_TIMEOUT)
        headers = {
            "Authorization": f"Bearer {settings.KYC_CHECK_TOKEN}",
            "Idempotency-Key": str(request.submission_id),
            "Accept": "application/json",
        }
        until = time.monotonic() + timeout
        try:
            with _client().stream(
                "POST",
                settings.KYC_CHECK_URL,
                json=_question(request),
                headers=headers,
                timeout=httpx2.Timeout(timeout, connect=min(timeout, 5.0)),
            ) as answer:
                body = b""
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > _LONGEST_ANSWER:
                        return answer.status_code, b""
                    if time.monotonic() > until:
                        # It is read piece by piece, and each piece has the whole timeout to itself.
                        raise httpx2.ReadTimeout("the answer drips")
                return answer.status_code, body
        except (httpx2.NetworkError, httpx2.RemoteProtocolError) as error:
            raise _Unreachable(type(error).__name__) from None


def _question(request: CheckRequest) -> dict[str, Any]:
    expiry = request.document_expiry_date
    return {
        "id": str(request.submission_id),
        "tier": request.tier,
        "name": request.name,
        "birth_date": request.birth_date.isoformat(),
        "address": request.address,
        "document": {
            "type": request.document_type,
            "country": request.document_country,
            "number": request.id_number,
            "expiry_date": expiry.isoformat() if expiry else None,
        },
    }


def _understand(request: CheckRequest, status: int, body: bytes) -> CheckResult:
    if status != 200:
        return _unknown(f"HTTP {status}", silent=status in {502, 503, 504})
    try:
        answer = json.loads(body)
        decision = _DECISIONS[answer["decision"]]
        is_ours = answer["id"] == str(request.submission_id)
        words = answer.get("reasons", [])
        reference = answer.get("reference", "")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _unknown("an answer that cannot be understood")
    if not is_ours:
        return _unknown("an answer to another question")
    if not isinstance(reference, str) or not _REFERENCE.fullmatch(reference):
        reference = ""
    return CheckResult(decision, _reasons(words) if decision is Outcome.REJECT else (), reference)


def _reasons(words: object) -> tuple[Reason, ...]:
    """The provider's codes as ours; what we have no code for is a detail that was not confirmed."""
    known = {reason.value for reason in Reason}
    given = [word for word in words if isinstance(word, str)] if isinstance(words, list) else []
    found = [Reason(word) if word in known else Reason.NOT_CONFIRMED for word in given[:20]]
    return tuple(dict.fromkeys(found)) or (Reason.NOT_CONFIRMED,)
