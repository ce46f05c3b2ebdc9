#pragma once

#include "base/thread_pool.h"
#include "messages/language.h"
#include "report/report_page.h"
#include "run/run_training.h"

namespace twotower {

// What report.html shows of a finished run. Cost: the vectors of all items, and those of a few
// hundred test users.
ReportPage report_page(ThreadPool& pool, const TrainingRun& run, const RunFolder& folder,
                       Language language);

}  // namespace twotower
