"""The WSGI entry point for web processes."""

import gc
import os

# Read by settings.py: see CONN_HEALTH_CHECKS there.
os.environ.setdefault("GOPAY_PROCESS", "web")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gopay.settings")

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

application = get_wsgi_application()

# What was loaded stays as long as the process: the collector need not look at it again with every payment. The routes
# are loaded by the first request otherwise.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
