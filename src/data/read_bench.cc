#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

#include "base/process_memory.h"
#include "data/files/table.h"
#include "data/read_dataset.h"
#include "messages/said.h"

// Both print rows a second and the most memory that the process has held so far: run one alone
// (--benchmark_filter) for its own peak.
namespace twotower {
namespace {

void measure(benchmark::State& state, const DataOptions& options, const DatasetRequest& request) {
  std::size_t num_rows = 0;
  for (auto _ : state) {
    const auto dataset = read_dataset(options, request);
    if (!dataset.ok()) return state.SkipWithError(english(dataset.error().message).c_str());
    num_rows += dataset.value().interactions.size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(num_rows));
  state.counters["peak_MiB"] = static_cast<double>(peak_memory_bytes()) / (1 << 20);
}

// 2,988,181 clicks in 220 MB of CSV, packed by zstd: ids, times and six columns of context.
void BM_ReadGloboCsv(benchmark::State& state) {
  const char* folder = std::getenv("TWOTOWER_TEST_DATA");
  if (folder == nullptr) return state.SkipWithError("set TWOTOWER_TEST_DATA");
  DataOptions options;
  options.interactions.path = std::string(folder) + "/globo-clicks/clicks.csv.zst";
  options.interactions.item = "click_article_id";
  options.interactions.time = "click_timestamp";
  measure(state, options,
          {.context_columns = {"click_environment", "click_deviceGroup", "click_os",
                               "click_country", "click_region", "click_referrer_type"}});
}
BENCHMARK(BM_ReadGloboCsv)->Unit(benchmark::kMillisecond);

// The same number of rows with ids and times as Parquet, made here.
void BM_ReadParquet(benchmark::State& state) {
  constexpr std::int64_t kRows = 2'988'181;
  std::vector<std::int64_t> users, items, times;
  for (std::int64_t i = 0; i < kRows; ++i) {
    users.push_back(i * 7919 % 322'897);
    items.push_back(i * 104'729 % 46'033);
    times.push_back(1'506'825'423'000 + i * 400);
  }
  const std::string path = "/tmp/twotower_read_bench.parquet";
  const Table table{.names = {"user_id", "item_id", "ts"},
                    .columns = {{.values = users}, {.values = items}, {.values = times}}};
  if (!write_table(table, path).ok()) return state.SkipWithError("cannot write the file");
  DataOptions options;
  options.interactions.path = path;
  measure(state, options, {});
  std::remove(path.c_str());
}
BENCHMARK(BM_ReadParquet)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace twotower
