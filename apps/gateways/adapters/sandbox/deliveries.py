"""Calls back by itself: five tries with growing waits, and decides what is due in the meantime."""

import http.client
import logging
import threading
from collections.abc import Mapping
from urllib.parse import urlsplit

from apps.gateways.adapters.sandbox.desk import Desk
from apps.gateways.adapters.sandbox.protocols import Protocol
from apps.gateways.adapters.sandbox.records import Callback

CALLERS = 4
TIMEOUT_SECONDS = 10.0
# The clock may be moved, so nobody sleeps for longer than this without looking at it.
LONGEST_NAP = 1.0
log = logging.getLogger("sandbox_provider.deliveries")


class Deliveries:
    def __init__(self, desk: Desk, protocols: Mapping[str, Protocol], callbacks_url: str) -> None:
        self.desk = desk
        self.protocols = protocols
        self.callbacks_url = callbacks_url
        self._stopped = threading.Event()
        self._news = threading.Event()
        self._threads: list[threading.Thread] = []
        desk.books.on_news = self._news.set

    def start(self) -> None:
        count = CALLERS if self.callbacks_url else 1
        for number in range(count):
            thread = threading.Thread(target=self._work, name=f"caller-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Returns when nobody uses the books any more."""
        self._stopped.set()
        self._news.set()
        for thread in self._threads:
            thread.join(TIMEOUT_SECONDS)

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                is_idle = not self._deliver_due()
            except Exception:
                log.exception("deliveries went wrong")
                is_idle = True
            if is_idle:
                self._nap()

    def _nap(self) -> None:
        due = self.desk.books.next_due()
        wait = LONGEST_NAP if due is None else min(max(due - self.desk.now(), 0.02), LONGEST_NAP)
        if self._news.wait(wait):
            self._news.clear()

    def _deliver_due(self) -> bool:
        """Tells one callback that is due; False when there is none."""
        self.desk.books.advance(self.desk.now())
        if not self.callbacks_url or self.desk.manners.of().deliver != "push":
            return False
        claimed = self.desk.books.claim(now=self.desk.now(), limit=1)
        for told in claimed:
            answer, is_delivered = self._call(told)
            self.desk.books.told(told, answer=answer, is_delivered=is_delivered, now=self.desk.now())
        return bool(claimed)

    def _call(self, told: Callback) -> tuple[str, bool]:
        """What was answered, and whether that was good."""
        protocol = self.protocols.get(told.gateway)
        if protocol is None:
            return "there is no such provider any more", False
        headers, body = protocol.deliverable(told, self.desk.now())
        target = urlsplit(self.callbacks_url)
        kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
        connection = kind(target.hostname or "", target.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("POST", f"{target.path}{told.gateway}", body, {**headers, "Connection": "close"})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            return getattr(error, "strerror", None) or type(error).__name__, False
        finally:
            connection.close()
        return str(status), 200 <= status < 300
