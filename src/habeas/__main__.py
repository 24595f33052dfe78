"""`python -m habeas` is the installed command `habeas`."""

import sys

from habeas.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
