#include "cli/size_command.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/messages/cli_errors.h"
#include "base/messages/command_words.h"
#include "base/messages/run_words.h"
#include "base/num_threads.h"
#include "base/thread_pool.h"
#include "cli/count_flag.h"
#include "cli/labelled_line.h"
#include "cli/run_display.h"
#include "run/open_bundle.h"
#include "run/run_size.h"

namespace twotower {
namespace {

constexpr NumberFlag kUsers{.flag = "--users", .example = "1000000"};
constexpr NumberFlag kItems{.flag = "--items", .example = "100000"};
constexpr NumberFlag kDim{.flag = "--dim", .example = "64", .max = 4096.0};
constexpr NumberFlag kQps{.flag = "--qps", .example = "500", .min = 0.001, .max = 1e9};

Error wrong(std::string_view flag, Message problem) {
  return {ErrorCode::kUsageWrong, std::string(flag), std::move(problem)};
}

Error lacks(const NumberFlag& flag) {
  return wrong(flag.flag, SizeLacks(std::string(flag.flag), std::string(flag.example)));
}

Result<RunSize> planned(ThreadPool& pool, const SizeCommand& command) {
  const ConfigSource& source = command.source;
  if (source.users.empty() && source.items.empty()) return wrong("FILE", SizeOfNothing());
  if (source.users.empty()) return lacks(kUsers);
  if (source.items.empty()) return lacks(kItems);
  PlannedModel model;
  TWOTOWER_ASSIGN(model.users, read_count(kUsers, source.users));
  TWOTOWER_ASSIGN(model.items, read_count(kItems, source.items));
  if (command.dim.has_value()) {
    TWOTOWER_ASSIGN(model.dim, read_count(kDim, *command.dim));
  }
  return plan_size(pool, model);
}

Result<RunSize> measured(ThreadPool& pool, const SizeCommand& command) {
  if (command.dim.has_value()) return wrong("--dim", FlagExcludesOther("--dim", "FILE"));
  TWOTOWER_TRY(refuse_runs_as_data(command.source));
  TWOTOWER_ASSIGN(Config config, load_config(command.source));
  return measure_size(pool, std::move(config));
}

}  // namespace

Result<std::string> SizeCommand::run() const {
  double asked = 0.0;
  if (qps.has_value()) {
    TWOTOWER_ASSIGN(asked, read_number(kQps, *qps));
  }
  ThreadPool pool(threads_or_all(num_threads));
  const auto found = source.path.empty() ? planned(pool, *this) : measured(pool, *this);
  if (!found.ok()) return found.error();
  const RunSize& size = found.value();
  const std::size_t cores = pool.num_threads();
  std::optional<std::int64_t> machines;
  if (qps.has_value()) machines = machines_for(asked, size, cores);
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
    text += labelled(LabelMachines(), Message(SizeInMachines(*machines, cores, asked)), language);
  }
  return text;
}

}  // namespace twotower
