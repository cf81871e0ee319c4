# OCI images without a container engine: buildah, with what Debian's and Maven's registries hold.

IMAGES := .twinharbor/images
OUR_BASE := localhost/twinharbor/base
BASE ?= $(OUR_BASE)
SYFT := $(VENV)/bin/syft
buildah_build := BUILDAH_ISOLATION=$${BUILDAH_ISOLATION:-chroot} buildah build --quiet --format oci

# How every service behaves goes into each of them.
conduct_sources := $(shell find conduct/pom.xml conduct/src/main -type f)
# And the program that brings its database up to date, if it has one.
schema_sources := $(shell find schema/pom.xml schema/program/pom.xml schema/program/src/main -type f)

# Of each image: the folder of its Containerfile, the modules whose packages go into it, whatever it is made from.
accounts_folder := services/accounts
accounts_modules := services/accounts/schema,services/accounts/service
accounts_sources := $(conduct_sources) $(schema_sources) $(shell find services/accounts/pom.xml services/accounts/Containerfile services/accounts/image services/accounts/schema/pom.xml \
    services/accounts/schema/src/main services/accounts/sockets/pom.xml services/accounts/sockets/src/main \
    services/accounts/service/pom.xml services/accounts/service/src/main -type f)

accounts-acceptance_folder := services/accounts/acceptance
accounts-acceptance_modules := services/accounts/acceptance
accounts-acceptance_sources := $(shell find services/accounts/pom.xml services/accounts/acceptance/Containerfile services/accounts/acceptance/image \
    services/accounts/acceptance/pom.xml services/accounts/acceptance/src -type f)

audit_folder := services/audit
audit_modules := services/audit/schema,services/audit/service
audit_sources := $(conduct_sources) $(schema_sources) $(shell find services/audit/pom.xml services/audit/Containerfile services/audit/image services/audit/schema/pom.xml \
    services/audit/schema/src/main services/audit/service/pom.xml services/audit/service/src/main -type f)

console_folder := services/console
console_modules := services/console/service
console_sources := $(shell find services/console/pom.xml services/console/Containerfile services/console/image services/console/service/pom.xml \
    services/console/service/src/main -type f)

delivery_folder := services/delivery
delivery_modules := services/delivery/schema,services/delivery/service
delivery_sources := $(conduct_sources) $(schema_sources) $(shell find services/delivery/pom.xml services/delivery/Containerfile services/delivery/image services/delivery/schema/pom.xml \
    services/delivery/schema/src/main services/delivery/service/pom.xml services/delivery/service/src/main -type f)

responder_folder := services/responder
responder_modules := services/responder/schema,services/responder/service
responder_sources := $(conduct_sources) $(schema_sources) $(shell find services/responder/pom.xml services/responder/Containerfile services/responder/image services/responder/schema/pom.xml \
    services/responder/schema/src/main services/responder/service/pom.xml services/responder/service/src/main -type f)

keycloak_folder := images/keycloak
keycloak_modules := images/keycloak
keycloak_sources := images/keycloak/pom.xml images/keycloak/Containerfile
keycloak_arguments := --build-arg VERSION=$(shell sed -n 's:.*<keycloak.version>\(.*\)</.*:\1:p' pom.xml)

ours := accounts accounts-acceptance audit console delivery responder keycloak

images: $(if $(filter $(OUR_BASE),$(BASE)),$(IMAGES)/base.tar $(IMAGES)/base.spdx.json) $(foreach image,$(ours),$(IMAGES)/$(image).tar $(IMAGES)/$(image).spdx.json) ## OCI images and their SBOMs, into .twinharbor/images; BASE=… for another base

# Whatever is made gets its name when it is whole: a build that was broken off leaves nothing that the next one takes for done.
$(IMAGES)/base/root.tar: images/base/essential images/base/java
	@images/needs mmdebstrap
	@mkdir -p $(@D)
	@echo "making a Debian root with a Java runtime …"
	@mmdebstrap --quiet --variant=essential --include=usr-is-merged,ca-certificates,libstdc++6,p11-kit,openjdk-17-jdk-headless \
	    --essential-hook=images/base/essential --customize-hook=images/base/java --format=tar bookworm $@.part >$(IMAGES)/base.log 2>&1 \
	    || { cat $(IMAGES)/base.log; exit 1; }
	@mv $@.part $@

# Pipelines put layers onto it.
$(IMAGES)/base.tar: $(IMAGES)/base/root.tar images/base/Containerfile
	@images/needs buildah
	@$(buildah_build) --tag $(OUR_BASE) --file images/base/Containerfile $(IMAGES)/base >/dev/null
	@rm -f $@.part
	@buildah push --quiet $(OUR_BASE) oci-archive:$@.part:$(OUR_BASE):latest
	@mv $@.part $@

# Changes only when another base is asked for.
$(IMAGES)/base.name: always
	@mkdir -p $(@D)
	@echo "$(BASE)" | cmp --silent - $@ || echo "$(BASE)" >$@

.SECONDEXPANSION:
$(ours:%=$(IMAGES)/%.tar): $(IMAGES)/%.tar: pom.xml $$($$*_sources) $(IMAGES)/base.name $(if $(filter $(OUR_BASE),$(BASE)),$(IMAGES)/base/root.tar images/base/Containerfile)
	@images/needs buildah
	@echo "packing what goes into $* …"
	@mvn --batch-mode --quiet -DskipTests -Pimage --projects $($*_modules) --also-make package
	@echo "building the image of $* on $(BASE) …"
	$(if $(filter $(OUR_BASE),$(BASE)),@$(buildah_build) --tag $(OUR_BASE) --file images/base/Containerfile $(IMAGES)/base >/dev/null)
	@$(buildah_build) --build-arg BASE=$(BASE) $($*_arguments) --tag localhost/twinharbor/$* $($*_folder) >/dev/null
	@rm -f $@.part
	@buildah push --quiet localhost/twinharbor/$* oci-archive:$@.part:localhost/twinharbor/$*:latest
	@mv $@.part $@
	@echo "$@: $$(du -h $@ | cut -f1), in buildah's storage as localhost/twinharbor/$*"

$(IMAGES)/%.spdx.json: $(IMAGES)/%.tar $(VENV)/made
	@SYFT_FILE_METADATA_SELECTION=none $(SYFT) scan --quiet oci-archive:$< --source-name twinharbor/$* --output spdx-json=$@.part
	@mv $@.part $@
	@echo "$@: what is in it"

.PHONY: images always
