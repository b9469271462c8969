"""What the test suite stands on: a shared PostgreSQL, quick databases, a broker, a browser."""
