"""Notifications: what we tell people, in their inbox and over e-mail and SMS, each thing once."""
