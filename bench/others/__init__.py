"""Other ledgers, each making one transfer in its published way, for comparison."""
