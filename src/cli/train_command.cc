#include "cli/train_command.h"

#include <utility>

#include "base/json.h"
#include "base/num_threads.h"
#include "base/stop_signal.h"
#include "base/thread_pool.h"
#include "cli/report_words.h"
#include "cli/result_table.h"
#include "cli/run_display.h"
#include "run/open_bundle.h"
#include "run/resumed_config.h"
#include "run/train.h"

namespace twotower {

Result<std::string> TrainCommand::run() const {
  TWOTOWER_TRY(refuse_runs_as_data(source));
  TWOTOWER_ASSIGN(Config config, load_config(source));
  TWOTOWER_ASSIGN(const RunFolder folder, resumes ? newest_run_folder(runs_folder, config.name)
                                                  : make_run_folder(runs_folder, config.name));
  const StopSignal stop(folder.path);
  ThreadPool pool(threads_or_all(num_threads));
  RunDisplay display(pool.num_threads(), language);
  if (resumes) {
    TWOTOWER_ASSIGN(ResumedConfig resumed, resumed_config(folder, source));
    display.show_resumed(resumed);
    config = std::move(resumed.config);
  }
  TWOTOWER_ASSIGN(const RunResult run, train(pool, {.config = std::move(config),
                                                    .folder = folder,
                                                    .minutes = resumes ? 0.0 : minutes,
                                                    .cancel = stop.token(),
                                                    .events = display.events(),
                                                    .report_texts = report_words(language)}));
  if (as_json) return to_json(to_value(run)) + "\n";
  return result_tables(run, language) + next_line(run, language);
}

}  // namespace twotower
