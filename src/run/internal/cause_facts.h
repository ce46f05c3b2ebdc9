#pragma once

#include <string>

#include "data/queries.h"
#include "prepare/prepared_data.h"
#include "run/diagnosis.h"
#include "run/internal/evaluation_report.h"
#include "train/fit_model.h"

namespace twotower {

// What diagnose() asks of a run whose test is made. `config_path` is a config that trains it
// again; empty: the data's own path, with what zero config chooses. `fitted` is null where a bundle
// is tested, whose epochs nobody knows any more.
CauseFacts cause_facts(const PreparedData& data, const ModelFeatures& features,
                       const EncodedSides& sides, const EvaluationReport& report,
                       const FittedModel* fitted, const std::string& config_path);

}  // namespace twotower
