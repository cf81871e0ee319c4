// Definitions of OpenShift GitOps, whose operator is made of this one.
module twinharbor/lab/upstream/argocd-operator

go 1.26.8

require github.com/argoproj-labs/argocd-operator v0.18.0
