#include "cli/train_command.h"

#include <utility>

#include "base/json.h"
#include "base/stop_signal.h"
#include "cli/result_table.h"
#include "cli/run_as_data.h"
#include "cli/run_folder.h"
#include "cli/threads.h"
#include "cli/train_and_keep.h"
#include "run/run_training.h"

namespace twotower {
Result<std::string> TrainCommand::run() const {
  TWOTOWER_TRY(refuse_run_as_data(source.path));
  TWOTOWER_ASSIGN(Config config, load_config(source));
  const std::string name = config.name;
  TWOTOWER_ASSIGN(const RunFolder folder, resumes ? newest_run_folder(runs_folder, name)
                                                  : make_run_folder(runs_folder, name));
  if (resumes) {
    ConfigSource written = source;
    written.path = folder.path + "/config.yaml";
    TWOTOWER_ASSIGN(config, load_config(written));
  }
  ThreadPool pool(threads_or_all(num_threads));
  const StopSignal stop;
  TWOTOWER_ASSIGN(const KeptRun kept,
                  train_and_keep(pool, std::move(config), folder, resumes ? 0.0 : minutes, language,
                                 stop.token()));
  if (as_json) return to_json(to_value(kept.run, kept.folder)) + "\n";
  return result_tables(kept.run, language) + next_line(kept.run, kept.folder, language);
}

}  // namespace twotower
