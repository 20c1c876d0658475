"""The pictures of the starter archive: maps and diagrams, drawn from figures and one file of coasts."""
