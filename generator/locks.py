"""This is how a folder is claimed: by a lock on an open file, which the system lets go when its owner dies."""

import sys


def claim(descriptor: int) -> bool:
    """Lock an open file for this process alone, without waiting (flock(2)); False where another holds it.

    Windows has no such lock, and claims nothing there.
    """
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415 -- the module does not exist on Windows

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
