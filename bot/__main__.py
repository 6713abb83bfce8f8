"""`python -m bot` is the same as `marrow`."""

import sys

from bot.cli import main

sys.exit(main())
