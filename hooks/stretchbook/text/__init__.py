"""Text as contributors write it: YAML with places, inline markup, letters, numbers."""
