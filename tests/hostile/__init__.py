"""These are the tools of the security tests: hostile archives, the judge of what was published, and the tripwire."""
