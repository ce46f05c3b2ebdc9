#pragma once

#include "base/thread_pool.h"
#include "report/report_page.h"
#include "run/internal/run_training.h"
#include "run/report_texts.h"
#include "run/train.h"

namespace twotower {

// What report.html shows of a finished run, with its words in one language. Cost: the vectors of
// all items, and those of a few hundred test users.
ReportPage report_page(ThreadPool& pool, const TrainingRun& run, const RunResult& result,
                       ReportTexts texts);

}  // namespace twotower
