"""Roll-ups for tests whose rows are never committed: their own transaction is never over, so it is counted as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from apps.core import clock
from apps.reports import roll_ups
from apps.reports.roll_ups import _rebuild, _roll_up
from apps.reports.roll_ups._sql import run


@contextmanager
def own_transaction_is_over() -> Iterator[None]:
    """What the test has written so far is below the horizon; what it writes afterwards is too, and is not counted."""

    def horizon() -> tuple[int, int]:
        ((own,),) = run("SELECT pg_current_xact_id()::text::bigint", {})
        return own + 1, own + 1

    with mock.patch.object(_roll_up, "get_horizon", horizon):
        yield


def count_what_is_there() -> None:
    """Once in a test, after everything was written."""
    with own_transaction_is_over():
        roll_ups.roll_up(now=clock.now())


@contextmanager
def others_do_not_count() -> Iterator[None]:
    """The horizon of this database alone: its neighbours on the same server are other runs of tests.

    PostgreSQL's own is that of the whole server, and a test of somebody else may be under way for a minute.
    """

    def horizon() -> tuple[int, int]:
        ((following,),) = run("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint", {})
        ((oldest,),) = run(
            "SELECT min(backend_xid::text::bigint) FROM pg_stat_activity WHERE datname = current_database()", {}
        )
        return min(following, oldest or following), following

    # The rebuild has the name in a module of its own.
    with mock.patch.object(_roll_up, "get_horizon", horizon), mock.patch.object(_rebuild, "get_horizon", horizon):
        yield
