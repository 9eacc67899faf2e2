"""Draws every figure onto one contact sheet: `python hooks/figures.py`."""

import sys

from stretchbook.render.figures.contact_sheet import main

sys.exit(main())
