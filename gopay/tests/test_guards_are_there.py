"""What models declare is in the database.

Django's migrations compare with what earlier ones say, not with the database: taking away a column's own index once
took a partial unique one on the same column along, and nothing was red but a test of that one rule.
"""

import pytest
from django.apps import apps
from django.db import connection, models

MODELS = [
    model
    for config in apps.get_app_configs()
    if config.name.startswith("apps.")
    for model in config.get_models()
    if model._meta.managed and (model._meta.constraints or model._meta.indexes)
]


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_constraint_and_index_is_there(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        there = connection.introspection.get_constraints(cursor, model._meta.db_table)
    declared = {constraint.name for constraint in model._meta.constraints}
    declared |= {index.name for index in model._meta.indexes}
    assert declared - there.keys() == set()
