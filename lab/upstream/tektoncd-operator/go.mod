// Definitions of OpenShift Pipelines, whose operator is made of this one. The newest that is served as a module.
module twinharbor/lab/upstream/tektoncd-operator

go 1.26.8

require github.com/tektoncd/operator v0.77.0
