from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from apps.ledger import verification
from dev.testing import databases
from gopay.tests.journeys.house import House, connected_to, make_database, running_house
from gopay.tests.journeys.visitor import Visitor
from gopay.tests.journeys.ways import WAYS, Way


@pytest.fixture(scope="session")
def house_database(django_test_environment: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of the journeys' own: what they do stays in it for all of this worker's journeys."""
    from django.db import connection

    kept = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        name = make_database()
    databases.use_database(kept)
    yield name
    with django_db_blocker.unblock():
        databases.drop_database(name)


@pytest.fixture(scope="session")
def running(house_database: str, tmp_path_factory: pytest.TempPathFactory, _private_files: None) -> Iterator[House]:
    """The house, started once for all journeys of this worker."""
    with running_house(house_database, tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def house(running: House, house_database: str, django_db_blocker: Any) -> Iterator[House]:
    """The house, with this process working on its database; afterwards its ledger is verified."""
    before = len(running.csp_reports())
    with django_db_blocker.unblock(), connected_to(house_database):
        yield running
        assert list(verification.verify()) == []
    assert running.csp_reports()[before:] == []


@pytest.fixture(params=WAYS, ids=str)
def way(request: pytest.FixtureRequest) -> Way:
    """How wide the window is, and whether it is day or night."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def visit(browser: Browser, house: House, way: Way) -> Iterator[Callable[..., Visitor]]:
    """Opens the browser of somebody: a context of its own, with its own cookies and its own key."""
    visitors: list[Visitor] = []

    def open_browser(name: str, **changes: Any) -> Visitor:
        visitors.append(Visitor(browser, changes.pop("url", house.url), way, name, **changes))
        return visitors[-1]

    yield open_browser
    for visitor in visitors:
        visitor.leave()
    for visitor in visitors:
        visitor.expect_nothing_wrong()
