"""Outside rails: the port every provider is reached through, what was sent and what came back."""
