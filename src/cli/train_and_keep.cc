#include "cli/train_and_keep.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/run_display.h"
#include "cli/run_folder.h"

namespace twotower {

Result<KeptRun> train_and_keep(ThreadPool& pool, Config config, RunFolder folder, double minutes,
                               Language language, CancelToken cancel) {
  RunDisplay display(folder, pool.num_threads(), language);
  auto run =
      run_training(pool, std::move(config), folder, display.events(), minutes, std::move(cancel));
  if (!run.ok()) {
    std::error_code not_empty;  // what has begun stays
    std::filesystem::remove(folder.path, not_empty);
    return run.error();
  }
  TWOTOWER_TRY(display.written());
  TWOTOWER_TRY(keep_run(pool, run.value(), folder, language));
  return KeptRun{std::move(run).value(), std::move(folder)};
}

}  // namespace twotower
