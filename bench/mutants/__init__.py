"""Each guard removed in turn: some test must fail, or nothing proves that the guard is needed."""
