"""This is `python -m generator`."""

import sys

from generator.cli import main
from generator.cli.streams import settle

if __name__ == "__main__":
    settle()
    sys.exit(main(sys.argv[1:]))
