"""Measurements and long proofs. Never collected as tests; figures are ratios taken in one run."""
