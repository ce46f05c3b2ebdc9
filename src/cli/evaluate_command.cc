#include "cli/evaluate_command.h"

#include "base/json.h"
#include "base/num_threads.h"
#include "base/thread_pool.h"
#include "cli/data_summary.h"
#include "cli/result_table.h"
#include "run/evaluate.h"

namespace twotower {

Result<std::string> EvaluateCommand::run() const {
  ThreadPool pool(threads_or_all(num_threads));
  TWOTOWER_ASSIGN(const EvaluateResult result,
                  evaluate(pool, {.source = source,
                                  .with_refit = with_refit,
                                  .later_log = later_log,
                                  .without_history = without_history}));
  if (as_json) return to_json(to_value(result)) + "\n";
  return to_text(data_lines(result.data, language)) + result_table(result.test, language);
}

}  // namespace twotower
