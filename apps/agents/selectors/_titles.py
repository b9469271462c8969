from collections.abc import Iterable
from uuid import UUID

from apps.agents.models import Outlet


def outlet_titles(identities: Iterable[UUID]) -> dict[UUID, str]:
    """Outlets as lists name them, by their ids: most agents have one that is called Main. One statement."""
    rows = Outlet.objects.filter(pk__in=set(identities)).values_list("pk", "agent__name", "name")
    return {pk: f"{agent}, {name}" for pk, agent, name in rows}
