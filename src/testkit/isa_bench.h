#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <string>
#include <vector>

#include "kernels/isa.h"
#include "testkit/memory_rate.h"

namespace twotower::testkit {

// The instruction sets as the first argument of a benchmark: indexes into supported_isas().
inline std::vector<std::int64_t> isa_arguments() {
  std::vector<std::int64_t> arguments;
  for (std::size_t isa = 0; isa < supported_isas().size(); ++isa) {
    arguments.push_back(static_cast<std::int64_t>(isa));
  }
  return arguments;
}

// Forces the instruction set of the first argument and shows it as the label.
inline void use_isa_argument(benchmark::State& state) {
  const std::string isa = supported_isas()[static_cast<std::size_t>(state.range(0))];
  if (!use_isa(isa).ok()) std::abort();
  state.SetLabel(isa);
}

// Bytes that one iteration reads and writes, as a rate and as a share of what memory gives.
inline void report_bytes(benchmark::State& state, std::size_t bytes_per_iteration) {
  const double bytes =
      static_cast<double>(state.iterations()) * static_cast<double>(bytes_per_iteration);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["of_memory_rate"] =
      benchmark::Counter(bytes / memory_bytes_per_second(), benchmark::Counter::kIsRate);
}

}  // namespace twotower::testkit
