# OCI images without a container engine: buildah, with what Debian's and Maven's registries hold.

IMAGES := .twinharbor/images
OUR_BASE := localhost/twinharbor/base
BASE ?= $(OUR_BASE)
SYFT := $(VENV)/bin/syft
buildah_build := BUILDAH_ISOLATION=$${BUILDAH_ISOLATION:-chroot} buildah build --quiet --format oci
accounts_sources := $(shell find pom.xml services/accounts/pom.xml services/accounts/Containerfile services/accounts/image \
    services/accounts/schema/pom.xml services/accounts/schema/src/main services/accounts/service/pom.xml services/accounts/service/src/main -type f)

images: $(IMAGES)/accounts.tar $(IMAGES)/accounts.spdx.json ## OCI images and their SBOMs, into .twinharbor/images; BASE=… for another base

# Whatever is made gets its name when it is whole: a build that was broken off leaves nothing that the next one takes for done.
$(IMAGES)/base/root.tar: images/base/essential images/base/java
	@images/needs mmdebstrap
	@mkdir -p $(@D)
	@echo "making a Debian root with a Java runtime …"
	@mmdebstrap --quiet --variant=essential --include=usr-is-merged,ca-certificates,libstdc++6,p11-kit,openjdk-17-jdk-headless \
	    --essential-hook=images/base/essential --customize-hook=images/base/java --format=tar bookworm $@.part >$(IMAGES)/base.log 2>&1 \
	    || { cat $(IMAGES)/base.log; exit 1; }
	@mv $@.part $@

# Changes only when another base is asked for.
$(IMAGES)/base.name: always
	@mkdir -p $(@D)
	@echo "$(BASE)" | cmp --silent - $@ || echo "$(BASE)" >$@

$(IMAGES)/accounts.tar: $(accounts_sources) $(IMAGES)/base.name $(if $(filter $(OUR_BASE),$(BASE)),$(IMAGES)/base/root.tar images/base/Containerfile)
	@images/needs buildah
	@echo "packing accounts with the parts of Liberty that it uses …"
	@mvn --batch-mode --quiet -DskipTests -Pimage --projects services/accounts/schema,services/accounts/service --also-make package
	@echo "building the image of accounts on $(BASE) …"
	$(if $(filter $(OUR_BASE),$(BASE)),@$(buildah_build) --tag $(OUR_BASE) --file images/base/Containerfile $(IMAGES)/base >/dev/null)
	@$(buildah_build) --build-arg BASE=$(BASE) --tag localhost/twinharbor/accounts services/accounts >/dev/null
	@rm -f $@.part
	@buildah push --quiet localhost/twinharbor/accounts oci-archive:$@.part:localhost/twinharbor/accounts:latest
	@mv $@.part $@
	@echo "$@: $$(du -h $@ | cut -f1), in buildah's storage as localhost/twinharbor/accounts"

$(IMAGES)/%.spdx.json: $(IMAGES)/%.tar $(VENV)/made
	@$(SYFT) scan --quiet oci-archive:$< --source-name twinharbor/$* --output spdx-json=$@.part
	@mv $@.part $@
	@echo "$@: what is in it"

.PHONY: images always
