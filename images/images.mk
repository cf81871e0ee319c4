# OCI images without a container engine: buildah, with what Debian's and Maven's registries hold.

IMAGES := .twinharbor/images
OUR_BASE := localhost/twinharbor/base
BASE ?= $(OUR_BASE)
SYFT := $(VENV)/bin/syft
buildah_build := BUILDAH_ISOLATION=$${BUILDAH_ISOLATION:-chroot} buildah build --quiet --format oci
accounts_sources := $(shell find pom.xml services/accounts/pom.xml services/accounts/Containerfile services/accounts/image \
    services/accounts/schema/pom.xml services/accounts/schema/src/main services/accounts/service/pom.xml services/accounts/service/src/main -type f)

images: $(IMAGES)/accounts.tar $(IMAGES)/accounts.spdx.json ## OCI images and their SBOMs, into .twinharbor/images; BASE=… for another base

$(IMAGES)/base/root.tar: images/base/essential images/base/java
	@images/needs mmdebstrap
	@mkdir -p $(@D)
	@echo "making a Debian root with a Java runtime …"
	@mmdebstrap --quiet --variant=essential --include=usr-is-merged,ca-certificates,libstdc++6,p11-kit,openjdk-17-jdk-headless \
	    --essential-hook=images/base/essential --customize-hook=images/base/java bookworm $@ >$(IMAGES)/base.log 2>&1 \
	    || { cat $(IMAGES)/base.log; exit 1; }

$(IMAGES)/base/built: $(IMAGES)/base/root.tar images/base/Containerfile
	@images/needs buildah
	@$(buildah_build) --tag $(OUR_BASE) --file images/base/Containerfile $(@D) >$@

$(IMAGES)/accounts.tar: $(accounts_sources) $(if $(filter $(OUR_BASE),$(BASE)),$(IMAGES)/base/built)
	@images/needs buildah
	@mkdir -p $(@D)
	@echo "packing accounts with the parts of Liberty that it uses …"
	@mvn --batch-mode --quiet -DskipTests -Pimage --projects services/accounts/schema,services/accounts/service --also-make package
	@echo "building the image of accounts on $(BASE) …"
	@$(buildah_build) --build-arg BASE=$(BASE) --tag localhost/twinharbor/accounts services/accounts >$(IMAGES)/accounts.id
	@rm -f $@
	@buildah push --quiet localhost/twinharbor/accounts oci-archive:$@:localhost/twinharbor/accounts:latest
	@echo "$@: $$(du -h $@ | cut -f1), in buildah's storage as localhost/twinharbor/accounts"

$(IMAGES)/%.spdx.json: $(IMAGES)/%.tar $(VENV)/made
	@$(SYFT) scan --quiet oci-archive:$< --source-name twinharbor/$* --output spdx-json=$@
	@echo "$@: what is in it"

.PHONY: images
