"""Routine sheets for printing, as tagged PDF."""
