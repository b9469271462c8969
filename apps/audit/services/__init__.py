"""Sealing, copying heads off this host, and verifying for who asks on a page."""

from apps.audit.services._copy_heads import copy_heads
from apps.audit.services._seal import SealedRows, seal_all, seal_chain
from apps.audit.services._verify import ask_verification, run_verifications

__all__ = ["SealedRows", "ask_verification", "copy_heads", "run_verifications", "seal_all", "seal_chain"]
