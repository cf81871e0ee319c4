// Only manifests are taken of it: the program is PyPI's. The newest version that is served as a module.
module twinharbor/lab/upstream/traefik

go 1.26.8

require github.com/traefik/traefik/v3 v3.7.13
