# A data centre on one machine: two clusters and what they share. Needs root; `python3 -m lab --help` has more.

LAB := python3 -m lab

lab: ## hub and two Kubernetes clusters on this machine, as root; NODES=2 for more nodes in each, SERVICES=all or names, PLATFORM=no for bare clusters
	@$(LAB) up $(if $(NODES),--nodes $(NODES)) $(if $(PLATFORM),--platform $(PLATFORM)) $(if $(SERVICES),--services '$(SERVICES)')

lab-status: ## health of each part of the lab
	@$(LAB) status

lab-shell: ## a shell on one of its machines: HOST=east; RUN='command' runs that instead
	@$(LAB) shell $(or $(HOST),east) $(RUN)

rotate: ## a new value for one of the platform's secrets: SECRET=accounts/accounts-app
	@$(LAB) rotate $(SECRET)

backup: ## keys, Git server, images, buckets, etcd and Keycloak into an encrypted folder; TO=folder
	@$(LAB) backup $(if $(TO),--to '$(TO)')

restore: ## bring back what a backup has: FROM=folder; PART=etcd or PART=keycloak for a cluster's own state
	@$(LAB) restore --from '$(or $(FROM),$(error say FROM=folder))' $(addprefix --part ,$(PART))

lab-tools: ## wait until every tool of the platform is compiled
	@$(LAB) tools

publish: ## bring what make docs made to https://docs.twinharbor.test
	@$(LAB) play documents

down: ## stop the lab; its data stay
	@$(LAB) down

clean-lab: ## stop it and delete its machines, data and passwords; YES=1 to be asked nothing
	@$(LAB) clean $(if $(YES),--yes)

.PHONY: lab lab-status lab-shell rotate backup restore lab-tools publish down clean-lab

e2e: ## drive the running lab as its users would; SCENARIO=name for one of them
	@mvn --batch-mode --quiet --no-transfer-progress -Dstyle.color=never --projects tests/e2e -DskipITs=false $(if $(SCENARIO),-Dgroups='$(SCENARIO)') verify

e2e-quick: ## those of them that every merge has to pass
	@$(MAKE) --no-print-directory e2e SCENARIO='!long'

history: ## two weeks of metrics that never were, so that reports have something to compare; REMOVE=1 takes them away again
	@python3 -m benchmarks.history $(if $(REMOVE),--remove)

figures: ## keep what the last e2e measured: benchmarks/lab.md, docs/faults.md
	@python3 -m benchmarks.lab

.PHONY: e2e e2e-quick history figures
