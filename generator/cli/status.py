"""These are the exit statuses of every command (contract §2)."""

from enum import IntEnum


class Status(IntEnum):
    """How a command ended."""

    FINE = 0
    CONTENT_ERRORS = 1
    """The content has errors; nothing was written, and what was published stays."""
    USAGE = 2
    """Wrong usage or settings, or a build that cannot go on."""
    INTERRUPTED = 130
    """128 + SIGINT, as shells have it."""
    TERMINATED = 143
    """128 + SIGTERM."""
