"""The vault: accounts, journal entries, postings. It knows no person and no payment."""
