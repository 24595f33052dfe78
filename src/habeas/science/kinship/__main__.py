"""python -m habeas.science.kinship"""

import sys

from .cli import main

sys.exit(main())
