"""The Celery application. The outbox table, not the broker, is the source of truth for what must happen."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gopay.settings")

app = Celery("gopay", amqp="apps.core.broker:HouseAMQP")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
