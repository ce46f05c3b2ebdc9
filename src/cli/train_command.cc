#include "cli/train_command.h"

#include <filesystem>
#include <system_error>
#include <utility>

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
  RunDisplay display(folder, pool.num_threads(), language);
  auto trained =
      run_training(pool, std::move(config), folder, display.events(), resumes ? 0.0 : minutes);
  if (!trained.ok()) {
    std::error_code not_empty;  // what has begun stays
    std::filesystem::remove(folder.path, not_empty);
    return trained.error();
  }
  const TrainingRun run = std::move(trained).value();
  TWOTOWER_TRY(display.written());
  TWOTOWER_TRY(keep_run(pool, run, folder, language));
  if (as_json) return to_json(to_value(run, folder)) + "\n";
  return result_tables(run, language) + next_line(run, folder, language);
}

}  // namespace twotower
