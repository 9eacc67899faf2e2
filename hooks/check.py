"""Checks every record: `python hooks/check.py`."""

import sys

from stretchbook.command import main

sys.exit(main())
