"""A provider of a few lines on a real socket, which answers as a test says, byte by byte if need be."""

import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Behaviour = Callable[[socket.socket], None]


def says(status: int, body: bytes = b"", *, kind: str = "application/json", headers: str = "") -> Behaviour:
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    return lambda line: line.sendall(head.encode() + body)


def hangs_up(line: socket.socket) -> None:
    """Without a word, and with a reset."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def stops_in_the_middle(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")


def never_ends(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with suppress(OSError):
        while True:
            line.sendall(piece)


def drips(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    with suppress(OSError):
        for _ in range(1000):
            line.sendall(b"x")
            time.sleep(0.02)


def drips_its_head(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    with suppress(OSError):
        for number in range(500):
            line.sendall(f"X-{number}: 1\r\n".encode())
            time.sleep(0.04)
    line.sendall(b"Content-Length: 2\r\n\r\n{}")


def is_silent(line: socket.socket) -> None:
    line.settimeout(20)
    with suppress(OSError):
        line.recv(1)


def talks_nonsense(line: socket.socket) -> None:
    line.sendall(b"220 mail.example ESMTP\r\n")


class LittleServer:
    """Its n-th connection is treated as `next` says; the last word is repeated."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/base"
        self.asked: list[Asked] = []
        self.next: deque[Behaviour] = deque()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[line], daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            self.asked.append(_read(line))
            behave = self.next.popleft() if len(self.next) > 1 else self.next[0]
            behave(line)

    def close(self) -> None:
        """Nobody listens any more, also not the thread that waits for the next one."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


def _read(line: socket.socket) -> Asked:
    stream = line.makefile("rb")
    method, path, _ = stream.readline().decode().split(" ")
    headers: dict[str, str] = {}
    while text := stream.readline().decode().strip():
        name, _, value = text.partition(":")
        headers[name.lower()] = value.strip()
    return Asked(method, path, headers, stream.read(int(headers.get("content-length", 0))))


@contextmanager
def little_server(*words: Behaviour) -> Iterator[LittleServer]:
    server = LittleServer()
    server.next.extend(words)
    try:
        yield server
    finally:
        server.close()


def unused_address() -> str:
    """Where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: Any = taken.getsockname()[1]
    return f"http://127.0.0.1:{port}"
