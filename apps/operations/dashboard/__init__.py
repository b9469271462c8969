"""The first page of the operators' site: what happened in a range of days, what stands now, and what is behind it."""

from apps.operations.dashboard._page import add_numbers

__all__ = ["add_numbers"]
