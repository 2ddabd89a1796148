# Two commands matter: make demo and make test. The others serve those who work on the program.
GO ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo 0.1.0)
LDFLAGS := -s -w -X mingzhang/cli.Version=$(VERSION)
TARGETS := linux/amd64 linux/arm64 linux/loong64 windows/amd64 darwin/amd64 darwin/arm64
FUZZTIME ?= 3000x
SOAKTIME ?= 4m

.PHONY: build demo test check install fuzz soak score bench release docs clean

build:
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/mingzhang .

# demo audits the example disclosure, prints the report and writes it as a page and a workbook.
demo: build
	@mkdir -p out
	@./bin/mingzhang audit --lang zh examples/2024年部门预算.txt; test $$? -le 1
	@./bin/mingzhang audit --lang zh --out out/审核报告.html examples/2024年部门预算.txt; test $$? -le 1
	@./bin/mingzhang audit --lang zh --out out/审核发现.xlsx examples/2024年部门预算.txt; test $$? -le 1

# check is quick: format, vet, staticcheck, the rules of the house, generated pages, pure tests.
check:
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	$(GO) test ./...

# test installs what it needs and runs everything.
test: install
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	MINGZHANG_BROWSER=1 MINGZHANG_AXE="$(CURDIR)/node_modules/axe-core/axe.min.js" $(GO) test -race -timeout 12m ./...
	./scripts/fuzz.sh $(FUZZTIME)
	$(MAKE) build demo

install:
	./scripts/install.sh

fuzz:
	./scripts/fuzz.sh $(FUZZTIME)

# soak runs every fuzz target for minutes: about an hour in all.
soak:
	./scripts/fuzz.sh $(SOAKTIME)

# score measures recall and precision on the project's own cases and mutants, and on a labelled corpus
# where MINGZHANG_CORPUS names one.
score: build
	./bin/mingzhang score $(if $(MINGZHANG_CORPUS),$(MINGZHANG_CORPUS)/open) examples --judged score/testdata/judged.json --mutants 500

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

docs: build
	./bin/mingzhang rules --markdown > docs/rules.md

release:
	@mkdir -p dist
	@for t in $(TARGETS); do \
	  os=$${t%/*}; arch=$${t#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  echo "dist/mingzhang-$$os-$$arch$$ext"; \
	  CGO_ENABLED=0 GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o dist/mingzhang-$$os-$$arch$$ext . || exit 1; \
	done
	@cd dist && sha256sum mingzhang-* > SHA256SUMS

clean:
	rm -rf bin dist out
