module github.com/twinharbor/problemdetails

go 1.22
