#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/matrix_view.h"
#include "model/tensors.h"
#include "model/tower_batch.h"

namespace twotower {

// What a step of a history is besides its item. 0 rows: encoders do not read it.
struct StepForm {
  std::size_t dim = 0;  // of the item's vector
  std::size_t event_types = 0;
  std::size_t time_gaps = 0;
  float deviation = 0.0F;  // of first weights
};

// Learned vectors of event types and time gaps, added to the vectors of a history's items. Holds
// handles only, so it is thread-safe.
class StepVectors {
 public:
  // Adds "<name>.event_type" [event_types, dim] and "<name>.time_gap" [time_gaps, dim], where they
  // are read.
  StepVectors(const std::string& name, const StepForm& form, TensorLayout& layout);

  void initialize(Parameters& parameters, std::uint64_t seed) const;

  // x[t] += the vectors of token first + t.
  //   x  [tokens, dim]
  void add(const Parameters& parameters, const SequenceBatch& batch, std::size_t first,
           MatrixView<float> x) const;

  // The gradient of add(): adds grad[t] to the gradients of the vectors of token first + t.
  //   grad  [tokens, dim]
  void backward(const SequenceBatch& batch, std::size_t first, MatrixView<const float> grad,
                Gradients& gradients) const;

 private:
  std::optional<TensorId> event_types_;
  std::optional<TensorId> time_gaps_;
  float deviation_;
};

}  // namespace twotower
