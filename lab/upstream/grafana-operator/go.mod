// Only what its dashboards look like is taken of it.
module twinharbor/lab/upstream/grafana-operator

go 1.26.8

require github.com/grafana/grafana-operator/v5 v5.18.0
