"""Businesses that are paid: their stores and tills, codes to scan, sales, refunds and settlements."""
