#include "model/encoders/step_vectors.h"

#include <span>

#include "base/random.h"

namespace twotower {
namespace {

void add_row(const float* from, std::size_t dim, float* to) {
  for (std::size_t i = 0; i < dim; ++i) to[i] += from[i];
}

}  // namespace

StepVectors::StepVectors(const std::string& name, const StepForm& form, TensorLayout& layout)
    : deviation_(form.deviation) {
  if (form.event_types > 0) {
    event_types_ = layout.add(name + ".event_type", form.event_types, form.dim);
  }
  if (form.time_gaps > 0) time_gaps_ = layout.add(name + ".time_gap", form.time_gaps, form.dim);
}

void StepVectors::initialize(Parameters& parameters, std::uint64_t seed) const {
  for (const std::optional<TensorId>& tensor : {event_types_, time_gaps_}) {
    if (!tensor.has_value()) continue;
    RandomSequence random({.seed = seed,
                           .purpose = RandomPurpose::kInitialWeights,
                           .step = static_cast<std::uint64_t>(*tensor),
                           .example = 0});
    const MatrixView<float> rows = parameters[*tensor];
    for (std::size_t i = 0; i < rows.rows() * rows.cols(); ++i) {
      rows.data()[i] = deviation_ * random.next_normal();
    }
  }
}

void StepVectors::add(const Parameters& parameters, const SequenceBatch& batch, std::size_t first,
                      MatrixView<float> x) const {
  const auto add_rows = [&](const std::optional<TensorId>& tensor,
                            std::span<const std::uint32_t> rows) {
    if (!tensor.has_value()) return;
    const MatrixView<const float> vectors = parameters[*tensor];
    for (std::size_t t = 0; t < x.rows(); ++t) {
      add_row(vectors.row(rows[first + t]), x.cols(), x.row(t));
    }
  };
  add_rows(event_types_, batch.event_types);
  add_rows(time_gaps_, batch.time_gaps);
}

void StepVectors::backward(const SequenceBatch& batch, std::size_t first,
                           MatrixView<const float> grad, Gradients& gradients) const {
  const auto add_rows = [&](const std::optional<TensorId>& tensor,
                            std::span<const std::uint32_t> rows) {
    if (!tensor.has_value()) return;
    const MatrixView<float> sums = gradients[*tensor];
    for (std::size_t t = 0; t < grad.rows(); ++t) {
      add_row(grad.row(t), grad.cols(), sums.row(rows[first + t]));
    }
  };
  add_rows(event_types_, batch.event_types);
  add_rows(time_gaps_, batch.time_gaps);
}

}  // namespace twotower
