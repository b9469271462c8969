"""Proofs under load: what must hold while many things happen at once and processes are killed in between."""
