#pragma once

#include <string>

#include "base/result.h"
#include "base/tensor_file.h"
#include "model/two_tower_model.h"

namespace twotower {

// Writes the weights of a model: every tensor of its Parameters by its name ("user.0.weights"),
// every embedding table as "tables/NAME" [rows, dim]. A place within an AtomicDirectory. Fails with
// kFileUnwritable.
Result<void> save_model(const TwoTowerModel& model, const std::string& path);

// The model of these options and features with the weights of `file`. What is allocated is bounded
// by the size of the file: a model that is larger than that is refused before it is made. Fails
// with kBundleCorrupt where a tensor is not there, has another shape or a weight that is not
// finite, or where options and features make no model.
Result<TwoTowerModel> load_model(const TowerOptions& options, const ModelFeatures& features,
                                 const TensorFile& file);

}  // namespace twotower
