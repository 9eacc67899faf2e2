"""Checks every record: `python hooks/check.py`."""

import sys

from stretchbook.cli import main

sys.exit(main())
