"""Prepares every test run, also a plain `pytest apps/ledger` typed in the virtual environment.

The environment, the database server and Django are ready before any other
conftest is read, so that those may import models.
"""

import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from dev.console import Trouble
from dev.paths import LOCAL, make_folder

_locks: list[Any] = []


def _prepare_run() -> None:
    """In the process that starts the run; its workers and other children inherit the result."""
    from dev.environment import test_environment
    from dev.testing import cluster

    url = os.environ.get("DATABASE_URL", "")
    if not url:
        url, lock = cluster.share()
        _locks.append(lock)
    os.environ.update(test_environment(url))
    if not os.environ.get("GOPAY_TEST_SUFFIX"):
        os.environ["GOPAY_TEST_SUFFIX"], lock = cluster.take_slot()
        _locks.append(lock)
    os.environ["GOPAY_TEST_RUN"] = str(os.getpid())
    # Temporary files and caches stay in the checkout.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(make_folder(LOCAL / "tmp")))
    os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(LOCAL / "cache" / "hypothesis"))


if "GOPAY_TEST_RUN" not in os.environ:
    try:
        _prepare_run()
    except Trouble as trouble:
        raise pytest.UsageError(str(trouble)) from trouble

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.cache import cache  # noqa: E402

# Each client of a test has a handler of its own, which would begin by looking at every static file there is.
settings.WHITENOISE_AUTOREFRESH = True
# What was read is known for as long as a test takes, so that how often it asks does not depend on the machine.
WRITTEN = {name: getattr(settings, name) for name in ("CACHE_SECONDS", "SESSION_CACHE_SECONDS")}
settings.CACHE_SECONDS = settings.SESSION_CACHE_SECONDS = 3600

# Outside providers are practised with in every app above gateways.
from apps.gateways.tests.provider import provider, provider_process  # noqa: E402, F401

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 60_000
# Files whose tests mostly wait: for processes that are killed, for what is away and comes back, for a browser.
WAITING = (
    "test_torture.py",
    "test_rails.py",
    "test_life_machine.py",
    "test_salary_run.py",
    "test_report_memory.py",
)
# Files that take longest, which must not be what is left at the end.
LONG = (
    "test_role_matrix.py",
    "test_pages_at_size.py",
    "test_route_matrix.py",
    "test_lists.py",
    "test_key_rotation.py",
    "test_password_only.py",
    "test_read_only.py",
    "test_web_matrix.py",
    "test_response_keys.py",
    "test_images.py",
    "test_demo.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Keep the tests that share a broker on one worker, so that one broker is enough, and those that wait with them.

    Begun first and one after the other, they leave the processor to the other workers; at the end no worker is busy
    with one of them while the others have nothing left to do. Named before xdist's own hook, which reads the groups,
    and put in order after pytest-django's.
    """
    for item in items:
        shares_broker = {"rabbitmq", "rabbitmq_node"} & set(getattr(item, "fixturenames", ()))
        in_browser = item.path.stem.endswith("_in_browser") or item.path.parent.name == "journeys"
        if shares_broker or in_browser or item.path.name in WAITING:
            item.add_marker(pytest.mark.xdist_group("waiting"))
    yield
    items.sort(key=lambda item: (item.get_closest_marker("xdist_group") is None, item.path.name not in LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Workers take whole files, or a whole group, in the order the tests are in.

    What a file makes once for all of its tests is made once. By single tests, of twelve thousand, xdist itself takes
    longer to choose the next one than most tests do.
    """
    from xdist.scheduler import LoadGroupScheduling  # type: ignore[import-untyped]

    class ByFile(LoadGroupScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return super()._split_scope(nodeid).partition("::")[0]

    if config.getoption("dist") != "loadgroup":
        return None
    config.option.loadscopereorder = False
    return ByFile(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage less often: next to nothing made by now is any, and it stays out of every look from now on."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must be there (GOPAY_REQUIRE_ALL=1), a skipped test has failed."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("GOPAY_REQUIRE_ALL") == "1":
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, but GOPAY_REQUIRE_ALL=1: {reason}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """This worker's database, copied from a migrated one (replaces pytest-django's fixture)."""
    from django.test import TransactionTestCase

    from dev.testing import databases

    name = databases.database_name()
    with django_db_blocker.unblock():
        template = databases.ensure_template()
        afresh = databases.Afresh(template, name)
        databases.use_database(name)

    def start_afresh(case: TransactionTestCase) -> None:
        afresh.start()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", start_afresh)
        # The connection that has swept goes on to the next test.
        patch.setattr(TransactionTestCase, "_should_reload_connections", lambda case: False)
        yield
    with django_db_blocker.unblock():
        databases.drop_database(name)


@pytest.fixture(scope="session", autouse=True)
def _private_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """This worker's private files lie in a folder of its own, also for the servers a test starts."""
    from django.conf import settings

    folder = str(tmp_path_factory.mktemp("private"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "PRIVATE_FILES_DIR", folder)
        patch.setenv("PRIVATE_FILES_DIR", folder)
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """The database forgets between tests; what was read from it must not be remembered either."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def copies_grow_old(settings: Any) -> None:
    """What was read is read again as soon as the settings say."""
    for name, seconds in WRITTEN.items():
        setattr(settings, name, seconds)


@pytest.fixture(scope="session")
def rabbitmq_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A dev.rabbitmq.RabbitNode of this run's own, to stop, kill and start; without one the test is skipped."""
    from dev.rabbitmq import RabbitNode, unavailable_reason

    reason = unavailable_reason()
    if reason:
        pytest.skip(reason)
    with RabbitNode(tmp_path_factory.mktemp("rabbitmq")) as node:
        yield node


@pytest.fixture(scope="session")
def rabbitmq(request: pytest.FixtureRequest) -> str:
    """The URL of a running RabbitMQ: GOPAY_TEST_BROKER_URL, else that of `rabbitmq_node`."""
    url = os.environ.get("GOPAY_TEST_BROKER_URL", "")
    if not url:
        node = request.getfixturevalue("rabbitmq_node")
        # A test before this one may have left it killed.
        node.start()
        url = node.url
    return url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium for playwright's executable_path; tests without one are skipped."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path:
            return path
    pytest.skip("chromium is not installed (Debian: apt-get install chromium)")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """A running Chromium, as playwright's Browser."""
    from django.db import connections
    from playwright.sync_api import expect, sync_playwright

    # Playwright keeps an event loop in this thread. Beside one Django refuses to query without being told, and the
    # thread has other connections than without: the sweep after a test would end the others, and not know of them. So
    # none is left open, neither before nor afterwards.
    connections.close_all()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Machines that do other things beside are slow, so that whoever waits waits long.
    expect.set_options(timeout=PATIENCE_MS)
    try:
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
            yield opened
            connections.close_all()
            opened.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def durable_postgres(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """A function that starts a throwaway PostgreSQL with fsync on: `durable_postgres({"jit": "off"})`."""
    from dev.postgres import EmbeddedPostgres

    started: list[EmbeddedPostgres] = []

    def start(settings: dict[str, str] | None = None) -> EmbeddedPostgres:
        server = EmbeddedPostgres(tmp_path / f"postgres-{len(started)}", settings)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.stop()
