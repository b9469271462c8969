"""GoPay's settings with one route more: the view that does nothing, to compare with."""

from gopay.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
