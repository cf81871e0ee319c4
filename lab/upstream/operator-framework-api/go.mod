// Definitions of what installs operators.
module twinharbor/lab/upstream/operator-framework-api

go 1.26.8

require github.com/operator-framework/api v0.37.0
