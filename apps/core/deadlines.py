"""Connections on which everything together is over in time: the name, the connection, the head and the body.

A time limit on a socket is one for each wait. Who sends a byte just before it ends has it begin anew, and a call that
may last so long can last for ever. The system's resolver knows no limit at all.
"""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from typing import Any

import httpcore2

CONNECT_SECONDS = 5.0
# Of a name that has more addresses the rest are not tried.
TRIED_ADDRESSES = 3


def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """Every address of a name, asked once; none if it is not known, or not in time. A number is its own address."""
    try:
        return (str(ipaddress.ip_address(host)),)
    except ValueError:
        pass
    answer: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put([str(place[4][0]) for place in found])
        except (OSError, UnicodeError):
            # Not known, or no name: both is an answer.
            answer.put([])

    threading.Thread(target=ask, daemon=True, name="resolve").start()
    try:
        found = answer.get(timeout=max(seconds, 0.01))
    except queue.Empty:
        return ()
    return tuple(dict.fromkeys(found))


def connect(address: str, port: int, until: float) -> httpcore2.NetworkStream:
    """A connection that is over at `until`, of the monotonic clock. Raises httpcore2's ConnectError, ConnectTimeout."""
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore2.ConnectTimeout
    return _Hurried(httpcore2.SyncBackend().connect_tcp(address, port, min(left, CONNECT_SECONDS)), until)


class InTime(httpcore2.NetworkBackend):
    """Takes the time limit a connection is asked for with as that of all that is ever done over it."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore2.NetworkStream:
        if timeout is None:
            raise ValueError("without a time limit it never ends")
        until = time.monotonic() + timeout
        error: Exception = httpcore2.ConnectError("the name is not known")
        for address in resolve(host, port, timeout)[:TRIED_ADDRESSES]:
            try:
                return connect(address, port, until)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failure:
                # Nothing was sent: another of its addresses may answer.
                error = failure
        raise error


class _Hurried(httpcore2.NetworkStream):
    """A connection on which everything together must be over in time: each wait alone would have all of it."""

    def __init__(self, stream: httpcore2.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def _left(self) -> float:
        return max(self._until - time.monotonic(), 0.001)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if time.monotonic() >= self._until:
            raise httpcore2.ReadTimeout
        return self._stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if time.monotonic() >= self._until:
            raise httpcore2.WriteTimeout
        self._stream.write(buffer, self._left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Hurried(self._stream.start_tls(ssl_context, server_hostname, self._left()), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
