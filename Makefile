# The words that developers need. `make` alone lists them.
PYTHON := .venv/bin/python

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 22

demo: ## run the site with the sample edition
	python3 manage.py demo

test: ## run the tests
	python3 manage.py test

ci: environment ## the whole gate but the tests: format, lint, imports, migrations
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	.venv/bin/lint-imports --no-cache
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) manage.py check --fail-level WARNING

leakcheck: environment ## every route, reader and trick, searched for what must not leak (15 minutes)
	timeout 3600 $(PYTHON) manage.py leakcheck

access-matrix: environment ## every route, actor and method, against newsroom/leakcheck/routes.toml (10 minutes)
	WHOLE_MATRIX=1 timeout 3600 python3 manage.py test tests/leaks/test_access_matrix.py -n2 -rP -k every_cell

bench: environment ## queries and CPU of each page at 60 and at 60,000 articles (some minutes)
	timeout 900 $(PYTHON) -m bench.pages

bench-desk: environment ## queries and time of the desk's screens at 100,000 articles (some minutes)
	timeout 900 $(PYTHON) -m bench.desk

bench-million: environment ## each list of the desk at 1,000,000 articles (half an hour, 6 GB under var/bench-million)
	timeout 2400 $(PYTHON) -m bench.million

accessibility: environment ## axe on every template, both themes, three widths (3 minutes)
	ALL_WIDTHS=1 timeout 600 python3 manage.py test tests/journeys/test_accessibility.py \
	  tests/journeys/test_imported_site.py -n0

desk-pictures: environment ## take the pictures of docs/editors.md again (1 minute)
	DESK_PICTURES=1 timeout 300 python3 manage.py test tests/journeys/test_editors_day.py -n0

sample-pictures: environment ## draw the sample edition's missing pictures (tools/pictures/README.md)
	test -x .drawing/bin/python || $(PYTHON) -m venv .drawing
	.drawing/bin/pip install -q -r tools/pictures/requirements.txt
	.drawing/bin/python -m tools.pictures.make

environment:
	@python3 -c "from newsroom import bootstrap; bootstrap.go_on_in_venv(['-c', ''], with_tests=True)"

.PHONY: help demo test ci leakcheck access-matrix bench bench-desk bench-million accessibility desk-pictures sample-pictures environment
