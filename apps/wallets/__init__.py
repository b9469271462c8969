"""Wallets: whose money it is. A wallet ties a person to an available and a held ledger account."""
