#include "cli/size_command.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "base/json.h"
#include "base/messages/cli_errors.h"
#include "base/messages/command_words.h"
#include "base/messages/run_words.h"
#include "base/num_threads.h"
#include "base/thread_pool.h"
#include "cli/labelled_line.h"
#include "cli/run_display.h"
#include "run/open_bundle.h"
#include "run/run_size.h"

namespace twotower {
namespace {

Error wrong(const std::string& flag, Message problem) {
  return {ErrorCode::kUsageWrong, flag, std::move(problem)};
}

// 10,000,000 or 1e7, too.
Result<std::int64_t> read_count(const std::string& flag, const std::string& text) {
  constexpr double kMax = 1e10;
  std::string digits = text;
  std::erase(digits, ',');
  double value = 0.0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool is_read = error == std::errc() && end == digits.data() + digits.size();
  if (!is_read || value != std::floor(value)) return wrong(flag, FlagNotWhole(flag, text));
  if (value < 1.0 || value > kMax) return wrong(flag, FlagOutOfRange(flag, text, "1", "1e10"));
  return static_cast<std::int64_t>(value);
}

Result<RunSize> planned(ThreadPool& pool, const SizeCommand& command) {
  const ConfigSource& source = command.source;
  if (source.users.empty()) return wrong("--users", FlagRequired("--users"));
  if (source.items.empty()) return wrong("--items", FlagRequired("--items"));
  PlannedModel model;
  TWOTOWER_ASSIGN(model.users, read_count("--users", source.users));
  TWOTOWER_ASSIGN(model.items, read_count("--items", source.items));
  model.dim = command.dim.value_or(model.dim);
  return plan_size(pool, model);
}

Result<RunSize> measured(ThreadPool& pool, const SizeCommand& command) {
  if (command.dim.has_value()) return wrong("--dim", FlagExcludesOther("--dim", "FILE"));
  TWOTOWER_TRY(refuse_run_as_data(command.source.path));
  TWOTOWER_ASSIGN(Config config, load_config(command.source));
  return measure_size(pool, std::move(config));
}

}  // namespace

Result<std::string> SizeCommand::run() const {
  ThreadPool pool(threads_or_all(num_threads));
  const auto found = source.path.empty() ? planned(pool, *this) : measured(pool, *this);
  if (!found.ok()) return found.error();
  const RunSize& size = found.value();
  const std::size_t cores = pool.num_threads();
  std::optional<std::int64_t> machines;
  if (qps.has_value()) machines = machines_for(*qps, size, cores);
  if (as_json) return to_json(to_value(size, machines)) + "\n";
  const Message training =
      size.training_seconds.has_value()
          ? Message(SizeOfTraining(size.training_bytes, duration_of(*size.training_seconds), cores,
                                   *size.epochs))
          : Message(SizeOfPlannedTraining(size.training_bytes));
  std::string text =
      labelled(LabelTraining(), training, language) +
      labelled(LabelBundle(), Message(SizeOfBundle(size.bundle_bytes)), language) +
      labelled(LabelServing(),
               Message(SizeOfServing(size.serving_bytes, std::floor(size.requests))), language);
  if (machines.has_value()) {
    text += labelled(LabelMachines(), Message(SizeInMachines(*machines, cores, *qps)), language);
  }
  return text;
}

}  // namespace twotower
