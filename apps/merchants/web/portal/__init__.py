"""The merchant's portal: the business, its places and people, what it sold, and what it was settled with."""
