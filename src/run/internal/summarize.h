#pragma once

#include "prepare/prepared_data.h"
#include "run/data_summary.h"
#include "run/internal/evaluation_report.h"
#include "run/test_result.h"
#include "run/train.h"
#include "train/fit_model.h"

namespace twotower {

// What others see of what a run computes: plain values, without what they were computed with.
DataSummary summary_of(const PreparedData& data);
TestResult result_of(const EvaluationReport& report);
NewModelSummary summary_of(const NewModel& model);
EpochResult result_of(const EpochReport& report);
RepeatsResult result_of(const FittedRepeats& repeats);

}  // namespace twotower
