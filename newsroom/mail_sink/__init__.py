"""A local mail server that delivers to nobody: it keeps each mail and shows an inbox."""
