"""A provider of identity checks that misbehaves on request. Nothing of GoPay imports it."""
