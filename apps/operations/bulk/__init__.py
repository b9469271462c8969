"""Many people with a long past, written in a minute or two: to see how the operators' site does at size."""

from apps.operations.bulk._seed import Bulk, BulkRefused, seed, tidy

__all__ = ["Bulk", "BulkRefused", "seed", "tidy"]
