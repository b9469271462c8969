"""Core: money, clock, errors, events and API plumbing. It has no opinion about payments."""
