"""What verifies a bundle without GoPay. verify_bundle.py imports nothing but Python's own library."""
