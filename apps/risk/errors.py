"""What risk refuses."""

from apps.core.errors import DomainError, NotFound


class RuleNotFound(NotFound):
    """There is no such rule."""

    code = "risk_rule_not_found"


class CaseNotFound(NotFound):
    """There is no such case."""

    code = "risk_case_not_found"


class AlertNotFound(NotFound):
    """There is no such alert in this case."""

    code = "risk_alert_not_found"


class CaseConflict(DomainError):
    """The case is in another state by now."""

    code = "risk_case_conflict"
    category = "conflict"


class AlertDecided(DomainError):
    """It is decided by now: nothing was changed."""

    code = "risk_alert_decided"
    category = "conflict"


class OwnCase(DomainError):
    """Nobody decides about themselves, or about money they sent or get."""

    code = "own_risk_case"
    category = "forbidden"


class NotAllowed(DomainError):
    """You may not decide about cases, or not any more."""

    code = "risk_not_allowed"
    category = "forbidden"


class DryRunUnderWay(DomainError):
    """A trial of yours is still under way: wait for it, or look at it."""

    code = "risk_dry_run_under_way"
    category = "conflict"


class RuleUnchanged(DomainError):
    """The rule says this already."""

    code = "risk_rule_unchanged"
    category = "conflict"
