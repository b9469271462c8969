"""The operator's site: the Django admin in its own dress, and what operators run."""
