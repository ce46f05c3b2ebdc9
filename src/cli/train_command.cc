#include "cli/train_command.h"

#include <utility>

#include "base/atomic_file.h"
#include "base/json.h"
#include "base/stop_signal.h"
#include "cli/result_table.h"
#include "cli/run_display.h"
#include "cli/run_folder.h"
#include "cli/threads.h"
#include "train/run_training.h"

namespace twotower {
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
  TWOTOWER_TRY(save_test_ranks(run.ranks, folder.path));
  TWOTOWER_TRY(save_run_bundle(pool, run, folder));
  return as_json ? json : result_table(run.report);
}

}  // namespace twotower
