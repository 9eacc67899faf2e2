"""Draws every figure of the library onto one sheet: `make figures`."""

import sys
from pathlib import Path

from stretchbook.checks.all_checks import open_library
from stretchbook.problems import ProblemsError, report
from stretchbook.render.figures import contact_sheet


def main() -> int:
    """Draw them; give 1 where a record cannot be drawn."""
    root = Path("stretches").resolve()
    if not root.is_dir():
        print("stretches: no such folder. Run this where `stretches` is.", file=sys.stderr)
        return 1
    try:
        library = open_library(root)
    except ProblemsError as refusal:
        print(report(refusal.problems), file=sys.stderr)
        return 1
    return contact_sheet.write(library, root)


if __name__ == "__main__":
    sys.exit(main())
