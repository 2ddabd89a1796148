module mingzhang

go 1.26.8
