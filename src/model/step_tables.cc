#include "model/step_tables.h"

#include <algorithm>

namespace twotower {
namespace {

void reserve(std::size_t num_floats, AlignedBuffer& buffer) {
  if (num_floats > buffer.size()) buffer = AlignedBuffer(num_floats + num_floats / 2);
}

}  // namespace

StepTables::StepTables(const TwoTowerModel& model) : buffers_(model.tables().size()) {}

void StepTables::gather(Exec& exec, const TwoTowerModel& model, const ModelBatch& batch) {
  views_.clear();
  for (std::size_t i = 0; i < buffers_.size(); ++i) {
    const EmbeddingTable& table = model.tables()[i].table;
    const std::vector<std::uint32_t>& rows = batch.tables[i].rows();
    reserve(rows.size() * table.dim(), buffers_[i].rows);
    const MatrixView<float> gathered(buffers_[i].rows.data(), rows.size(), table.dim());
    table.gather(exec, rows, gathered);
    views_.emplace_back(gathered);
  }
}

MatrixView<float> StepTables::zeroed_grads(std::size_t table) {
  const std::size_t num_floats = views_[table].rows() * views_[table].cols();
  reserve(num_floats, buffers_[table].grads);
  std::fill_n(buffers_[table].grads.data(), num_floats, 0.0F);
  return {buffers_[table].grads.data(), views_[table].rows(), views_[table].cols()};
}

}  // namespace twotower
