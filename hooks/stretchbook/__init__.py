"""Stretchbook's library: from records in YAML to checked models, pages and open data. Imports no mkdocs."""
