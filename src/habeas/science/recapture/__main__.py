"""`python -m habeas.science.recapture TABLE.csv`."""

import sys

from habeas.science.recapture.cli import main

if __name__ == "__main__":
    sys.exit(main())
