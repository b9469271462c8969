"""The WSGI entry point for web processes."""

import os

# Read by settings.py: a web process keeps a pool of database connections, any other process does not.
os.environ.setdefault("GOPAY_PROCESS", "web")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gopay.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
