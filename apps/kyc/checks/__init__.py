"""The external check: one module for each provider, behind the port in `base`."""

from django.conf import settings

from apps.kyc.checks.base import CheckPort, CheckRequest, CheckResult, Outcome
from apps.kyc.checks.http import HttpCheck

__all__ = ["CheckPort", "CheckRequest", "CheckResult", "Outcome", "provider"]


class NoCheck:
    """Without a provider everything goes to a reviewer."""

    def check(self, request: CheckRequest) -> CheckResult:
        return CheckResult(Outcome.REFER)


def provider() -> CheckPort:
    """The check this installation has."""
    return HttpCheck() if settings.KYC_CHECK_URL else NoCheck()
