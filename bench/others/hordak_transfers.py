"""django-hordak: transfers one after another, as its documentation makes them. Prints transfers a second.

Runs in a virtual environment of its own and knows nothing of GoPay. DATABASE_URL names an empty database.
"""

import os
import sys
import time
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings

ACCOUNTS = 100


def configure() -> None:
    url = urlsplit(os.environ["DATABASE_URL"])
    settings.configure(
        SECRET_KEY="measured only",
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/"),
                "USER": unquote(url.username or ""),
                "PASSWORD": unquote(url.password or ""),
                "HOST": url.hostname,
                "PORT": url.port,
            }
        },
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "mptt", "hordak"],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        USE_TZ=True,
        HORDAK_INTERNAL_CURRENCY="USD",
        DEFAULT_CURRENCY="USD",
        CURRENCIES=["USD"],
    )
    django.setup()


def main(seconds: float) -> None:
    configure()
    from django.core.management import call_command
    from hordak.models import Account
    from moneyed import Money

    call_command("migrate", verbosity=0)
    accounts = [
        Account.objects.create(name=f"wallet {number}", code=f"{number:03d}", type="LI", currencies=["USD"])
        for number in range(ACCOUNTS)
    ]
    one = Money(1, "USD")
    for number in range(20):
        accounts[number].transfer_to(accounts[number + 1], one)
    count, started = 0, time.monotonic()
    while time.monotonic() - started < seconds:
        accounts[count % ACCOUNTS].transfer_to(accounts[(count * 7 + 1) % ACCOUNTS], one)
        count += 1
    print(count / (time.monotonic() - started))


main(float(sys.argv[1]))
