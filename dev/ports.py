"""TCP ports of 127.0.0.1: which are free, and who answers on them."""

from __future__ import annotations

import random
import socket
import struct

# Below the range from which the kernel picks ports for outgoing connections.
LOWEST, HIGHEST = 15_000, 29_000


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """True when a server could listen on the port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def free_port(preferred: int | None = None) -> int:
    """The preferred port when it is free, else a random free one."""
    if preferred is not None and is_free(preferred):
        return preferred
    choice = random.SystemRandom()
    while True:
        port = choice.randrange(LOWEST, HIGHEST)
        if is_free(port):
            return port


def _answer(port: int, greeting: bytes, seconds: float) -> bytes:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
            connection.sendall(greeting)
            return connection.recv(4096)
    except OSError:
        return b""


def postgres_answers(port: int, user: str) -> bool:
    """True when a PostgreSQL asks for a password there, so it is past its recovery."""
    parameters = b"user\0" + user.encode() + b"\0database\0postgres\0\0"
    body = struct.pack("!I", 196_608) + parameters
    greeting = struct.pack("!I", len(body) + 4) + body
    return _answer(port, greeting, 2.0)[:1] == b"R"


def rabbitmq_answers(port: int) -> bool:
    """True when an AMQP 0-9-1 broker opens a conversation there."""
    return _answer(port, b"AMQP\0\0\x09\x01", 2.0)[:1] == b"\x01"
