#include "cli/train_command.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "base/atomic_file.h"
#include "base/json.h"
#include "base/progress.h"
#include "base/stop_signal.h"
#include "cli/result_table.h"
#include "cli/run_folder.h"
#include "cli/threads.h"
#include "train/run_summary.h"
#include "train/run_training.h"

namespace twotower {
namespace {

// Shows a run while it goes on, on stderr.
class RunDisplay {
 public:
  explicit RunDisplay(const RunFolder& folder) : folder_(folder) {}

  RunEvents events() {
    RunEvents events;
    events.on_data = [this](const PreparedData& data) { show_data(data); };
    events.on_stage = [](const FitStage& stage) {
      if (stage.stage > 0) {
        std::fprintf(stderr, "refit     %lld epochs on training and validation rows\n",
                     static_cast<long long>(stage.epochs));
      }
    };
    events.training.on_step = [this](std::int64_t epoch, std::size_t done, std::size_t total,
                                     double loss) { show_step(epoch, done, total, loss); };
    events.training.on_epoch = [this](const EpochReport& report, bool is_best) {
      show_epoch(report, is_best);
    };
    return events;
  }

 private:
  void show_data(const PreparedData& data) {
    std::fputs(data_summary(data).c_str(), stderr);
    // Written before the first step: --resume starts from it. A failure is reported by the end.
    written_ = write_config(folder_, data.config);
  }

  void show_step(std::int64_t epoch, std::size_t done, std::size_t total, double loss) {
    if (!progress_.has_value()) progress_.emplace(fmt::format("epoch {}", epoch), total);
    progress_->update(done, fmt::format("loss {:.4f}", loss));
  }

  void show_epoch(const EpochReport& report, bool is_best) {
    std::string text = fmt::format("loss {:.4f}", report.loss);
    if (report.metric.has_value()) {
      text += fmt::format("  validation {:.4f}{}", *report.metric, is_best ? " (best)" : "");
    }
    if (progress_.has_value()) progress_->finish(text);
    progress_.reset();
  }

  const RunFolder& folder_;
  std::optional<Progress> progress_;
  Result<void> written_;

 public:
  const Result<void>& written() const { return written_; }
};

}  // namespace

Result<std::string> TrainCommand::run() const {
  TWOTOWER_ASSIGN(Config config, load_config(source));
  const std::string name = config.name;
  TWOTOWER_ASSIGN(const RunFolder folder, resumes ? latest_run_folder(runs_folder, name)
                                                  : make_run_folder(runs_folder, name));
  if (resumes) {
    ConfigSource written = source;
    written.path = folder.path + "/config.yaml";
    TWOTOWER_ASSIGN(config, load_config(written));
  }
  ThreadPool pool(threads_or_all(num_threads));
  const StopSignal stop;
  RunDisplay display(folder);
  TWOTOWER_ASSIGN(const TrainingRun run,
                  run_training(pool, std::move(config), folder, display.events()));
  TWOTOWER_TRY(display.written());
  const std::string json = to_json(to_value(run, folder)) + "\n";
  TWOTOWER_TRY(write_file(folder.path + "/report.json", json));
  return as_json ? json : result_table(run.report);
}

}  // namespace twotower
