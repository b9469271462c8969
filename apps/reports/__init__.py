"""Statements, receipts, and what else is read of the money for people."""
