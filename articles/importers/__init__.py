"""Texts from other systems, brought in: read, mended, mapped, written, reported."""
