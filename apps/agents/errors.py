"""Why something an agent or its people ask for is refused. What refuses a payment is a Declined (transactions)."""

from apps.core.errors import DomainError


class AgentNotFound(DomainError):
    """There is no such agent."""

    code = "agent_not_found"
    category = "not_found"


class RoleRequired(DomainError):
    """Your role at this agent does not allow this."""

    code = "agent_role_required"
    category = "forbidden"


class OutletNotFound(DomainError):
    """There is no such outlet, or it is closed."""

    code = "outlet_not_found"
    category = "not_found"


class AgentConflict(DomainError):
    """The agent is in another state by now."""

    code = "agent_conflict"
    category = "conflict"


class ShiftNotOpen(DomainError):
    """Open a shift first: cash is taken and handed out in one only."""

    code = "shift_not_open"
    category = "conflict"
