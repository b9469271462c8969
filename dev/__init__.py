"""Developer tooling: what `make` calls. Nothing here is imported by GoPay itself."""
