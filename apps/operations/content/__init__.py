"""Pages over what operators write: all messages there are, and one of them with everything it says."""
