"""Accounts: people, how they prove who they are, their sessions, and what they did."""
