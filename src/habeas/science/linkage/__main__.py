"""`python -m habeas.science.linkage LISTS.csv`."""

import sys

from habeas.science.linkage.cli import main

if __name__ == "__main__":
    sys.exit(main())
