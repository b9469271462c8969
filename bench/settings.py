"""GoPay's settings with one route more: the view that does nothing, to compare with."""

from gopay.settings import *

ROOT_URLCONF = "bench.urls"
