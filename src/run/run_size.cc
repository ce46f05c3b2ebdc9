#include "run/run_size.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/process_memory.h"
#include "base/random.h"
#include "base/scratch_folder.h"
#include "base/stopwatch.h"
#include "index/flat_index.h"
#include "run/internal/evaluation_report.h"
#include "run/internal/probe_epochs.h"
#include "run/internal/run_time.h"
#include "run/internal/save_bundle.h"
#include "run/internal/trials.h"
#include "run/open_bundle.h"
#include "serve/recommender.h"

namespace twotower {
namespace {

constexpr double kAskingSeconds = 1.0;

// Of the bundle, with the ids that it knows.
Result<double> requests_of(const Recommender& recommender, const Interactions& interactions) {
  const std::size_t num_users = interactions.users.size();
  const Stopwatch watch;
  std::size_t count = 0;
  for (; watch.seconds() < kAskingSeconds; ++count) {
    RecommendRequest request;
    if (num_users > 0) {
      const auto slot = static_cast<std::uint32_t>(count % num_users);
      request.user_id = to_id(interactions.users.id(slot));
    }
    TWOTOWER_TRY(recommender.recommend(request));
  }
  return static_cast<double>(count) / watch.seconds();
}

std::size_t bytes_of_folder(const std::string& folder) {
  std::size_t bytes = 0;
  std::error_code error, ignored;
  std::filesystem::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::recursive_directory_iterator();
       entry.increment(error)) {
    if (!entry->is_regular_file(ignored)) continue;
    const std::uintmax_t size = entry->file_size(ignored);
    bytes += ignored ? 0 : size;  // gone meanwhile
  }
  return bytes;
}

// The best weights of a trial are in memory, those of a run on disk.
std::size_t bytes_of_trials(const PreparedData& data, const TwoTowerModel& model) {
  if (trial_epochs(data) < 2) return 0;
  std::size_t bytes = model.parameters().all_values().size_bytes();
  for (const auto& table : model.tables()) bytes += table.table.weights().size_bytes();
  return bytes;
}

Result<void> measure_bundle(ThreadPool& pool, const PreparedData& data, const FittedModel& fitted,
                            RunSize& size) {
  ScratchFolder folder;
  TWOTOWER_ASSIGN(const std::string path, folder.make());
  TWOTOWER_ASSIGN(std::string key, data_key_of(data.config));
  const std::string bundle = path + "/bundle";
  TWOTOWER_TRY(
      save_bundle(pool, bundle, data, fitted, {Value(Value::Map{}), std::move(key), std::nullopt}));
  size.bundle_bytes = bytes_of_folder(bundle);
  TWOTOWER_ASSIGN(const Recommender recommender,
                  open_recommender_to_serve(bundle, {}, {}, nullptr));
  size.serving_bytes = expected_bytes(*recommender.bundle(), false, pool.num_threads());
  TWOTOWER_ASSIGN(size.requests, requests_of(recommender, data.dataset.interactions));
  return {};
}

// The model of a trial of some steps, and what it tells of the time and memory of a training.
Result<FittedModel> measure_training(ThreadPool& pool, const PreparedData& data, RunTime& time,
                                     RunSize& size) {
  FittedModel fitted;
  TWOTOWER_ASSIGN(
      const EpochProbe probe,
      probe_epochs(pool, {data.dataset, data.split, data.config, data.repeat}, &fitted));
  time.before += probe.encoding_seconds;
  time.encoding = probe.encoding_seconds;
  time.steps = probe.epoch_steps * probe.step_seconds;
  time.validation = probe.validation_seconds;
  time.epochs = *data.config.train.epochs;
  time.trial_rounds = trial_rounds(data);
  size.training_bytes = peak_memory_bytes() + bytes_of_trials(data, *fitted.model);
  return fitted;
}

// Searches a second on one thread, scaled from fewer vectors where there are many.
double searches_of(const PlannedModel& planned) {
  constexpr std::int64_t kMaxVectors = 200'000;
  const auto count =
      static_cast<std::size_t>(std::clamp<std::int64_t>(planned.items, 1, kMaxVectors));
  const auto dim = static_cast<std::size_t>(planned.dim);
  ThreadPool pool(1);
  FlatIndex index(Similarity::kDot, dim);
  Exec exec(pool, index.search_scratch_floats());
  std::vector<float> vectors(count * dim);
  RandomSequence random(
      {.seed = 1, .purpose = RandomPurpose::kWorldItems, .step = 0, .example = 0});
  for (float& element : vectors) element = random.next_symmetric();
  index.add(exec, {vectors.data(), count, dim});
  index.make_codes();
  Exec searching(pool, index.search_scratch_floats());
  std::vector<ScoredSlot> best(10);
  std::size_t found = 0, searches = 0;
  const Stopwatch watch;
  for (; watch.seconds() < kAskingSeconds; ++searches) {
    index.search(searching, {vectors.data() + (searches % count) * dim, 1, dim}, {},
                 {best.data(), 1, best.size()}, {&found, 1});
  }
  const double share =
      static_cast<double>(std::max<std::int64_t>(planned.items, 1)) / static_cast<double>(count);
  return static_cast<double>(searches) / watch.seconds() / share;
}

}  // namespace

std::int64_t machines_for(double qps, const RunSize& size, std::size_t cores) {
  constexpr double kUsed = 0.5;  // of what they can: beyond, requests wait for one another
  return std::max<std::int64_t>(
      1, static_cast<std::int64_t>(
             std::ceil(qps / (kUsed * size.requests * static_cast<double>(cores)))));
}

Result<RunSize> measure_size(ThreadPool& pool, Config config) {
  const Stopwatch since_start;
  RunSize size;
  TWOTOWER_ASSIGN(const PreparedData data, prepare_data(std::move(config), pool.num_threads()));
  TWOTOWER_ASSIGN(const Queries queries, test_queries(data));
  const Stopwatch since_test;
  TWOTOWER_ASSIGN(const EvaluationReport report,
                  evaluate_baselines(pool, data, queries, {{"", fitted_parts(data.config)}}));
  RunTime time = {.before = since_start.seconds(),
                  .baseline = since_test.seconds() / static_cast<double>(report.lines.size())};
  TWOTOWER_ASSIGN(const FittedModel fitted, measure_training(pool, data, time, size));
  const Stopwatch since_bundle;
  TWOTOWER_TRY(measure_bundle(pool, data, fitted, size));
  time.saving = since_bundle.seconds() - kAskingSeconds;
  size.epochs = time.epochs;
  size.training_seconds = run_seconds({data.dataset, data.split, data.config, data.repeat}, time);
  return size;
}

RunSize plan_size(ThreadPool& pool, const PlannedModel& planned) {
  // Bytes, measured on bundles and trainings of ids alone: an event in memory (user, item, time,
  // weight, its place in two orders) and in a bundle; an id with its places in the map.
  constexpr double kEvents = 50.0, kEventInMemory = 40.0, kEventInBundle = 12.0, kId = 40.0;
  constexpr double kProgram = 100e6;  // with its libraries, and what a step computes with
  constexpr double kCopies = 4.0;     // weights, their average and two moments of the optimizer
  const auto users = static_cast<double>(planned.users), items = static_cast<double>(planned.items);
  const double vectors = items * static_cast<double>(planned.dim) * sizeof(float);
  const double ids = (users + items) * kId;
  const auto bytes = [](double value) { return static_cast<std::size_t>(value); };
  RunSize size;
  size.training_bytes =
      bytes(kProgram + ids + users * kEvents * kEventInMemory + kCopies * vectors);
  size.bundle_bytes = bytes(ids + users * kEvents * kEventInBundle + 2.0 * vectors);
  size.serving_bytes = expected_bytes(size.bundle_bytes, static_cast<std::size_t>(planned.items),
                                      static_cast<std::size_t>(planned.dim), pool.num_threads());
  size.requests = searches_of(planned);
  return size;
}

Value to_value(const RunSize& size, std::optional<std::int64_t> machines) {
  const auto count = [](std::size_t bytes) { return Value(static_cast<std::int64_t>(bytes)); };
  Value::Map map{{"training_bytes", count(size.training_bytes)}};
  if (size.training_seconds.has_value()) {
    map.push_back({"training_seconds", Value(*size.training_seconds)});
  }
  if (size.epochs.has_value()) map.push_back({"epochs", Value(*size.epochs)});
  map.push_back({"bundle_bytes", count(size.bundle_bytes)});
  map.push_back({"serving_bytes", count(size.serving_bytes)});
  map.push_back({"requests", Value(size.requests)});
  if (machines.has_value()) map.push_back({"machines", Value(*machines)});
  return Value(std::move(map));
}

}  // namespace twotower
