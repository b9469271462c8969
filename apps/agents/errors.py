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


class TooManyAgents(DomainError):
    """You own as many agents as anybody may."""

    code = "too_many_agents"
    category = "conflict"


class AgentNamedAlready(DomainError):
    """You have an agent of this name already."""

    code = "agent_exists"
    category = "conflict"


class NoWalletForIt(DomainError):
    """Open a wallet in this currency first."""

    code = "wallet_needed"
    category = "refused"


class SuperAgentNotFound(DomainError):
    """There is no super-agent of this currency whose main outlet has this code."""

    code = "super_agent_not_found"
    category = "not_found"


class DocumentNotFound(DomainError):
    """There is no such document."""

    code = "document_not_found"
    category = "not_found"


class RegistrationMissing(DomainError):
    """The business registration is missing."""

    code = "registration_missing"
    category = "refused"


class OwnerNotVerified(DomainError):
    """The owner is not verified yet as far as an agent's owner has to be."""

    code = "owner_not_verified"
    category = "refused"


class OwnAgent(DomainError):
    """Nobody decides about an agent of their own, or lets in one they work for or supply."""

    code = "own_agent"
    category = "forbidden"


class TermsRefused(DomainError):
    """These terms make no sense."""

    code = "terms_refused"
    category = "refused"


class AgentNotEmpty(DomainError):
    """Something is open there still, or owed."""

    code = "agent_not_empty"
    category = "conflict"


class OutletNamedAlready(DomainError):
    """There is an outlet of this name already."""

    code = "outlet_exists"
    category = "conflict"


class OutletNotEmpty(DomainError):
    """Something is open at this outlet still, or it holds float."""

    code = "outlet_not_empty"
    category = "conflict"


class MainOutletStays(DomainError):
    """The main outlet closes with the agent."""

    code = "main_outlet_stays"
    category = "conflict"


class TooManyOutlets(DomainError):
    """The agent has as many outlets as it may."""

    code = "too_many_outlets"
    category = "conflict"


class StaffNotFound(DomainError):
    """There is no such member of staff, or no longer."""

    code = "staff_not_found"
    category = "not_found"


class EmployedAlready(DomainError):
    """This person works for the agent already."""

    code = "staff_exists"
    category = "conflict"


class TooManyStaff(DomainError):
    """The agent has as many people as it may."""

    code = "too_many_staff"
    category = "conflict"


class OwnRole(DomainError):
    """Nobody changes what they may do themselves."""

    code = "own_role"
    category = "forbidden"


class OwnerStays(DomainError):
    """The owner's role is not changed or ended: it goes with the agent."""

    code = "owner_stays"
    category = "conflict"


class UnusualAmount(DomainError):
    """This is far more than usual. Look again, and confirm it if it is right."""

    code = "unusual_amount"
    category = "conflict"


class CustomerCodeRequired(DomainError):
    """The customer has to confirm this with the code that was sent to them."""

    code = "customer_code_required"
    category = "forbidden"


class TooLateToUndo(DomainError):
    """The time to ask for this is over. Support can help."""

    code = "too_late_to_undo"
    category = "conflict"
