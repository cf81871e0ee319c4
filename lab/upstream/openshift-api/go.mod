// Definitions of OpenShift's own kinds. The newest of its line that is served as a module.
module twinharbor/lab/upstream/openshift-api

go 1.26.8

require github.com/openshift/api v0.0.0-20260318185450-1f2fa3f09f4e
