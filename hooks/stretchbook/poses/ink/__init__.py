"""Lines: outlines, creases, arrows, and the drawing that they make."""
