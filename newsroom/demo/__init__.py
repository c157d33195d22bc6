"""`manage.py demo`: the whole site on this machine, with one command."""
