"""`python -m stretchbook`, for whoever runs it without having installed it."""

import sys

from stretchbook.cli import main

sys.exit(main())
