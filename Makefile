# Every target installs what it needs. JOBS bounds compilers and tests that run at once.
JOBS ?= 2

.DEFAULT_GOAL := build
.PHONY: deps deps-test deps-lint deps-bench build install demo test test-asan test-tsan test-faults lint bench-log-q \
        bench-quality bench-train bench-serve bench-lists docs clean

deps:
	@tools/install_deps.sh build python
deps-test: deps
	@tools/install_deps.sh test python-test
deps-lint: deps-test
	@tools/install_deps.sh lint python-lint
deps-bench: deps-test
	@bench/peers/install.sh

# What users run: build/demo/src/cli/twotower.
build: deps
	cmake --preset demo
	cmake --build --preset demo -j $(JOBS)

demo: build
	build/demo/src/cli/twotower demo

# As root, or with a PREFIX of your own: the program, the libraries that Debian lacks, documents.
PREFIX ?= /usr/local
install: build
	cmake --install build/demo --prefix '$(PREFIX)'

# Whole-system tests on the objects of `make build`; unit tests, and half a minute of fuzzing each reader, under
# sanitizers. The last line counts them all.
test: deps-test
	cmake --preset test
	cmake --build --preset test -j $(JOBS)
	cmake --preset asan-unit
	cmake --build --preset asan-unit -j $(JOBS)
	cmake --preset tsan-unit
	cmake --build --preset tsan-unit -j $(JOBS)
	tools/run_tests.py --jobs $(JOBS) test asan-unit tsan-unit

test-asan test-tsan: test-%: deps-test
	cmake --preset $*
	cmake --build --preset $* -j $(JOBS)
	tools/run_tests.py --jobs $(JOBS) $*

# All the clients that mean a server harm, faults of disks, files and clocks, kills, and all the requests that the
# OpenAPI document allows or forbids, of which `make test` has a tenth: twenty minutes.
FAULT_TESTS = events items generations power_loss damaged_state failing_disk clock week http_faults open_api
test-faults: build deps-test
	@for test in $(FAULT_TESTS); do echo "== $$test"; \
	  TWOTOWER_FAULT_SCALE=1 PYTHONPATH='$(CURDIR)/.deps/python-test' \
	    python3 tests/$${test}_test.py '$(CURDIR)/build/demo/src/cli/twotower' || failed="$$failed $$test"; \
	done; test -z "$$failed" || { echo "failed:$$failed"; exit 1; }

# The log q correction against a known truth: a table, and an error where it fails.
bench-log-q: deps-test
	cmake --preset release
	cmake --build --preset release -j $(JOBS) --target log_q_bench
	build/release/bench/log_q_bench

# The analyzer takes a minute for the paths of a long test, which sanitizers run instead; the rest is what tests
# may do and the engine may not.
NOT_IN_TESTS = -clang-analyzer-*,-google-build-using-namespace,-bugprone-throwing-static-initialization
NOT_IN_TESTS := $(NOT_IN_TESTS),-bugprone-implicit-widening-of-multiplication-result
NOT_IN_TESTS := $(NOT_IN_TESTS),-bugprone-invalid-enum-default-initialization
TIDY_FOLDER = .deps/python-lint/clang_tidy/data/bin
OMP_FOLDER = $(dir $(shell g++ -print-file-name=include/omp.h))
RUN_TIDY = $(TIDY_FOLDER)/run-clang-tidy.py -clang-tidy-binary $(TIDY_FOLDER)/clang-tidy -quiet -j $(JOBS) \
           -p build/dev -extra-arg=-idirafter$(OMP_FOLDER)
lint: deps-lint
	tools/check_layering.py src
	tools/check_format.py src bench tests
	cmake --preset dev
	cmake --build --preset dev --target twotower_records
	$(RUN_TIDY) '$(CURDIR)/src/(?!.*_test\.cc).*\.cc$$'
	$(RUN_TIDY) -checks=$(NOT_IN_TESTS) '$(CURDIR)/src/.*_test\.cc$$'

# Hours: the configs of examples/ on the published data sets, which TWOTOWER_TEST_DATA points at.
# ROW='"ml-1m strict"' runs one row.
bench-quality: build
	python3 bench/bench_quality.py build/demo/src/cli/twotower $(ROW)

# Speed of training beside PyTorch and TensorFlow: bench/README.md.
bench-train: deps-bench
	cmake --preset release
	cmake --build --preset release -j $(JOBS) --target twotower_train_bench
	bench/bench_train.py

# Answers over HTTP beside FastAPI, PyTorch and Faiss: bench/README.md. SERVE holds options of bench/bench_serve.py.
bench-serve: deps-bench build
	cmake --preset release
	cmake --build --preset release -j $(JOBS) --target twotower_load_generator
	bench/bench_serve.py $(SERVE)

# Lists for all users: CPU, wall and memory beside a bare search; with an earlier build beside that:
# LISTS='--before PROGRAM'. bench/README.md.
bench-lists: deps-test build
	PYTHONPATH='$(CURDIR)/.deps/peers:$(CURDIR)/.deps/python-test' bench/bench_lists.py $(LISTS)

# What is generated of the documents; a test holds it to the program.
docs: build
	@{ sed '/^$$/q' docs/config.md; build/demo/src/cli/twotower help; } > build/config.md
	mv build/config.md docs/config.md
	build/demo/src/cli/twotower serve --options > build/options.md
	build/demo/src/cli/twotower serve --options --lang zh > build/options_zh.md
	sed -i -e '/^<!-- options -->$$/,/^<!-- .options -->$$/{//!d}' -e '/^<!-- options -->$$/r build/options.md' \
	  docs/operations.md
	sed -i -e '/^<!-- options -->$$/,/^<!-- .options -->$$/{//!d}' -e '/^<!-- options -->$$/r build/options_zh.md' \
	  docs/zh/operations.md

clean:
	rm -rf build
