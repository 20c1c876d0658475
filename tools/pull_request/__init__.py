"""This is the gate for pull requests: what one may change, and what its readers are told of it."""
