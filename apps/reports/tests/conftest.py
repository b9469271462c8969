import pytest
from rest_framework.test import APIClient


@pytest.fixture
def api() -> APIClient:
    """Somebody who has not logged in."""
    return APIClient()
