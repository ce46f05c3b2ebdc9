#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/thread_pool.h"
#include "base/value.h"
#include "bundle/known_users.h"
#include "data/interactions.h"
#include "features/repeat_term.h"
#include "prepare/prepared_data.h"
#include "train/fit_model.h"

namespace twotower {

// What a bundle says of its training that neither data nor model tells.
struct BundleLabels {
  Value metrics;                      // of the test: to_value(EvaluationReport)
  std::string data_key;               // of the data, split and feature options
  std::optional<std::string> parent;  // generation that training went on from
};

// Writes a fitted model as a bundle at `path`, as a whole or not at all: the vectors of all items
// are computed and indexed, and users get their history from all interactions, those of validation
// and test too, since a bundle answers after the last one. Memory: item vectors, twice, and 20
// bytes an interaction. Fails with kFileUnwritable.
Result<void> save_bundle(ThreadPool& pool, const std::string& path, const PreparedData& data,
                         const FittedModel& fitted, const BundleLabels& labels);

// What every user did, oldest first. Where users have several sequences (sessions), these stand one
// after the other by the time of their last row, else as in `interactions`.
// What sequences read comes from `sides`. They tell what was taken, unless all was.
Histories histories_of(const Interactions& interactions, const EncodedSides& sides);

}  // namespace twotower
