"""Where the browser may do more than elsewhere: what Unfold and the API pages need, there and nowhere else."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update

# Alpine, which Unfold is written with, compiles what stands in attributes.
for_admin: Callable[[Any], Any] = csp_update({"script-src": ["'unsafe-eval'"], "style-src": ["'unsafe-inline'"]})

# Swagger UI and ReDoc write styles into their elements; ReDoc searches in a worker it makes itself.
for_docs: Callable[[Any], Any] = csp_update({"style-src": ["'unsafe-inline'"], "worker-src": ["blob:"]})
