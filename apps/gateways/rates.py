"""How often something may be asked of the outside rails' own doors."""

from apps.core.ratelimit import Rate

# Callbacks that are not signed by whom they say: from one address. What is signed is never counted.
REFUSED_CALLBACKS = Rate("gateways.refused_callbacks", 60, 60)
