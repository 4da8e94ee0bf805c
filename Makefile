# Everything one does here. `make` alone says what there is.

SWIFT  ?= swift
PREFIX ?= /usr/local

# Linked with Swift's own libraries and C++'s, so that the program is one file, and at fixed addresses, which saves the
# 94,000 relocations at each start; all for a fast start.
LINUX   := $(filter Linux,$(shell uname -s))
RELEASE := -c release --static-swift-stdlib $(if $(LINUX),-Xlinker -no-pie -Xlinker --no-export-dynamic -Xlinker -L.build/link --disable-local-rpath)
# What the program needs goes into it where the machine has it as a static library: each that is loaded at the start takes
# a fifth of a millisecond. The linker takes the first of a name that it finds, and it looks in .build/link first.
LINK    := mkdir -p .build/link && rm -f .build/link/* && \
  into() { name="$$1"; shift; files=; for file; do file="$$(clang -print-file-name="$$file")"; \
    test -f "$$file" || return 0; files="$$files $$file"; done; echo "INPUT ($$files )" > ".build/link/$$name.so"; } && \
  into libstdc++ libstdc++.a && into libgcc_s libgcc_eh.a libgcc.a && into libsqlite3 libsqlite3.a && \
  into libreadline libreadline.a libtinfo.a
PROGRAM  = $$($(SWIFT) build $(RELEASE) --show-bin-path)/gearbox

# Where `install` puts what.
BIN         = $(DESTDIR)$(PREFIX)/bin
SHARE       = $(DESTDIR)$(PREFIX)/share
COMPLETIONS = bash:bash-completion/completions/gearbox zsh:zsh/site-functions/_gearbox fish:fish/vendor_completions.d/gearbox.fish

.PHONY: help demo test build lint fuzz races attack session bench bench-report mutations install uninstall needs

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: build ## Score an example district: its team beside its teachers beside classroom visits
	@"$(PROGRAM)" run examples/district/district.gear --format table 2> .build/findings.txt
	@printf '%s\n' 'What was found about the answers, and which rows were used: .build/findings.txt' '' \
	  'To try next (gearbox is .build/release/gearbox, or install it: make install PREFIX=~/.local):' \
	  "  gearbox show 'scores of readiness by source, wave for district == d07 and wave == spring16 | where layer == gear and source == teacher | select title, score, low, high, n' examples/district/district.gear" \
	  "  gearbox show 'scores of readiness by district for wave == spring16 and source == teacher | where node == leadership | select district, score, n | sort -score' examples/district/district.gear" \
	  '  gearbox test examples/district' \
	  'examples/district/facts.md says what is hidden in these answers, and how to find it.'

test: needs ## Build and run all tests
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

build: needs ## Build the program as it is installed
	@$(LINK)
	$(SWIFT) build $(RELEASE) --product gearbox

lint: ## Check the style of every Swift file
	$(SWIFT) format lint --strict --parallel -r Sources Tests Package.swift

fuzz: needs ## Try made-up inputs at every door, a minute each; FUZZ_SECONDS=3600 for longer (Tests/Fuzzer/run.sh has more)
	SWIFT="$(SWIFT)" Tests/Fuzzer/run.sh

races: needs ## Run what works on several threads under ThreadSanitizer (Linux; docs/RACES.md)
	SWIFT="$(SWIFT)" Tests/Races/run.sh

session: needs ## Type a first session at the prompt and write it into README.md and docs/session.svg
	$(SWIFT) build --build-tests
	GEARBOX_RECORD=1 $(SWIFT) test --skip-build --filter FirstSessionTests || true
	$(SWIFT) test --skip-build --filter FirstSessionTests

bench: build ## Time each job beside the best program for it, and compare the results (needs Python 3, 5 GB of disk)
	SWIFT="$(SWIFT)" python3 bench/run.py --gearbox "$(PROGRAM)"

bench-report: build ## The same, and write bench/data/report.md with a chart
	SWIFT="$(SWIFT)" python3 bench/run.py --gearbox "$(PROGRAM)" --report bench/data/report.md

attack: needs ## Try to work out what `hide` hides, on 1,000 made-up sets of answers (about ten minutes)
	$(SWIFT) build --build-tests
	GEARBOX_ATTACKS=1000 $(SWIFT) test --skip-build --filter HidingAttackTests

mutations: needs ## Build bugs in, one at a time, and see that a conformance case notices each (needs Python 3)
	SWIFT="$(SWIFT)" python3 Tests/SeededBugs/run.py --table Grammar/conformance/README.md

install: build ## Install under PREFIX (default /usr/local): the program, the standard library, the manual page, completions
	$(SWIFT) build $(RELEASE) --product generate-manual
	install -d "$(BIN)" "$(SHARE)/gearbox/Stdlib" "$(SHARE)/man/man1" .build/manual
	install -m 755 "$(PROGRAM)" "$(BIN)/gearbox"
	install -m 644 Stdlib/*.gear "$(SHARE)/gearbox/Stdlib"
	"$$(dirname "$(PROGRAM)")/generate-manual" "$(PROGRAM)" --output-directory .build/manual
	install -m 644 .build/manual/gearbox.1 "$(SHARE)/man/man1"
	for shell in $(COMPLETIONS); do \
	  file="$(SHARE)/$${shell#*:}"; install -d "$${file%/*}"; \
	  "$(PROGRAM)" --generate-completion-script "$${shell%%:*}" > "$$file" || exit; \
	done

uninstall: ## Remove what `install` put under PREFIX
	rm -f "$(BIN)/gearbox" "$(SHARE)/man/man1/gearbox.1"
	rm -rf "$(SHARE)/gearbox"
	for shell in $(COMPLETIONS); do rm -f "$(SHARE)/$${shell#*:}"; done

# What a bare Debian machine lacks: a toolchain is yours to choose, headers of libraries are fetched.
needs:
	@command -v $(SWIFT) > /dev/null || { \
	  echo "make: there is no '$(SWIFT)' here. Swift 6.2 or later: https://www.swift.org/install/linux" >&2; exit 2; }
	@has() { printf '#include <stdio.h>\n#include <%s>\n' "$$1" > .needs.c; \
	    cc -E .needs.c > /dev/null 2>&1 || clang -E .needs.c > /dev/null 2>&1; code=$$?; rm -f .needs.c; return $$code; }; \
	missing=; \
	has sqlite3.h || missing="$$missing libsqlite3-dev"; \
	has readline/readline.h || missing="$$missing libreadline-dev"; \
	[ -z "$$missing" ] || { \
	  root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	  command -v apt-get > /dev/null && { [ -z "$$root" ] || command -v sudo > /dev/null; } \
	    && $$root apt-get update -qq && $$root apt-get install -y -qq --no-install-recommends $$missing \
	    || { echo "make: headers are missing and could not be installed. On Debian: apt-get install$$missing" >&2; exit 2; }; }
