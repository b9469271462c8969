"""Demo data: some twenty people and sixty days of their payments, made by the same services as real ones."""

from apps.operations.demo._cast import LOGINS, Login, first_call
from apps.operations.demo._seed import Seeding, is_seeded, seed

__all__ = ["LOGINS", "Login", "Seeding", "first_call", "is_seeded", "seed"]
