// Definitions as its operator on OpenShift brings them; what the lab runs is older (docs/adr/0013).
module twinharbor/lab/upstream/cert-manager

go 1.26.8

require github.com/cert-manager/cert-manager v1.18.6
