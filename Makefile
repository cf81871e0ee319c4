.DEFAULT_GOAL := help
SHELL := /bin/bash -o pipefail

VENV := .twinharbor/tests
PYTHON := $(VENV)/bin/python

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: ## everything on this machine: PostgreSQL, Keycloak, the services, Traefik with HTTPS
	@python3 -m local up

stop: ## stop it; the data stay
	@python3 -m local stop

status: ## what of it runs, where, and whether it is ready
	@python3 -m local status

test: $(VENV)/made ## every check that needs no cluster: lint, unit, in-container, black-box, the whole stack
	@$(PYTHON) -m tests

lint: $(VENV)/made ## the linters alone
	@$(PYTHON) -m tests lint

dashboards: $(VENV)/made ## write Grafana's dashboards anew from observability/dashboards
	@$(PYTHON) -m observability.dashboards

reference: $(VENV)/made ## write docs/reference anew from what it is about
	@$(PYTHON) -m docs.reference

licences: $(VENV)/made ## look up the licences of the Go modules that are new in lab/tools
	@$(PYTHON) -m tests.licences

bench: ## measure accounts beside its peers (an hour); BENCH="all --quick" for minutes
	@python3 -m benchmarks $(BENCH)

docs: $(VENV)/made ## specification, project file, slides and site, into docs/target
	@$(PYTHON) -m docs.making

clean: ## delete what builds made; data, passwords and downloads stay
	@mvn --batch-mode --quiet clean
	@rm -rf docs/target

BENCH ?= all

-include images/images.mk
-include lab/lab.mk

$(VENV)/made: tests/requirements.txt
	@echo "setting up Python in $(VENV) …"
	@python3 -m venv --clear $(VENV)
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@touch $@

.PHONY: help run stop status test lint dashboards reference licences bench docs clean
