"""Somebody else's providers, to practise with: five protocols over HTTP, their own books, and bad manners on request.

`python -m apps.gateways.adapters.sandbox --port 8100` starts it without Django. It shares no code and no database with
the adapters that talk to it: both are written from docs/sandbox-provider.md. Nothing else of GoPay is imported here.
"""
