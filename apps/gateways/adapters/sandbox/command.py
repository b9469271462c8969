"""Starts the providers, and ends them on SIGTERM or Ctrl-C."""

import argparse
import json
import logging
import os
import signal
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from apps.gateways.adapters.sandbox.behaviour import Manners
from apps.gateways.adapters.sandbox.books import Books
from apps.gateways.adapters.sandbox.deliveries import Deliveries
from apps.gateways.adapters.sandbox.desk import Desk
from apps.gateways.adapters.sandbox.server import Server

SECRETS = "SANDBOX_PROVIDER_SECRETS"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, required=True, help="0 takes a free one and prints it")
    parser.add_argument("--books", default=":memory:", help="the SQLite file with the books")
    parser.add_argument("--callbacks", default="", help="where callbacks go; the gateway's code is added")
    parser.add_argument("--deliver", choices=("push", "manual"), default="push", help="whether it calls by itself")


def read_secrets(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What each gateway's customers and callbacks are known by. Raises SystemExit with a sentence."""
    try:
        given = json.loads(environ.get(SECRETS, "") or "{}")
    except ValueError:
        raise SystemExit(f"{SECRETS} is not JSON") from None
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        raise SystemExit(f"{SECRETS} is a JSON object of objects")
    return given


def run(*, port: int, books: str, callbacks: str, deliver: str, environ: Mapping[str, str]) -> None:
    """Serves until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    desk = Desk(Books(books), Manners(deliver), read_secrets(environ))
    server = Server(port, desk, callbacks_url=callbacks)
    deliveries = Deliveries(desk, server.protocols, callbacks)
    deliveries.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201
    server.serve_forever(0.1)
    deliveries.stop()
    desk.books.close()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m apps.gateways.adapters.sandbox", description=__doc__)
    add_arguments(parser)
    options = parser.parse_args(arguments)
    run(
        port=options.port,
        books=options.books,
        callbacks=options.callbacks,
        deliver=options.deliver,
        environ=os.environ,
    )
