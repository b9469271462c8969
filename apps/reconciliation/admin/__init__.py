"""Reconciliation for operators: what came in, what does not agree, what was settled, and whether e-money is covered."""

from apps.reconciliation.admin import _breaks, _coverage, _files, _lines, _settlements

__all__ = ["_breaks", "_coverage", "_files", "_lines", "_settlements"]
