#include "model/model_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/messages/error_messages.h"
#include "base/messages/model_errors.h"
#include "base/tensor_list.h"

namespace twotower {
namespace {

std::string table_name(const std::string& name) {
  return "tables/" + name;
}

Error corrupt(const TensorFile& file, Message problem) {
  return {ErrorCode::kBundleCorrupt, file.path(),
          ModelFileDamaged(file.path(), std::move(problem))};
}

// The floats of tables and matrices that a model of these options has, counted before it is made
// and without biases and norms, so never above what its file holds. Doubles do not overflow.
class WeightCount {
 public:
  WeightCount(const TowerOptions& options, const ModelFeatures& features) {
    const double item_width = add_columns(features.item);
    double user_width = add_columns(features.user) + add_columns(features.context);
    for (const SequenceFeature& sequence : features.sequences) {
      user_width += add_sequence(sequence.options, features);
    }
    add_layers(user_width, options.user, options.dim);
    add_layers(item_width, options.item, options.dim);
  }
  double floats() const { return floats_; }

 private:
  // Gives the width of the columns' vectors side by side.
  double add_columns(const FeatureSet& set) {
    double width = 0.0;
    for (const FeatureSet::Feature& feature : set.features()) {
      const ColumnForm form = feature.fitted->form();
      floats_ += static_cast<double>(form.table_rows) * static_cast<double>(form.table_dim);
      width += static_cast<double>(form.table_dim + form.dense_dim);
    }
    return width;
  }

  double add_sequence(const SequenceOptions& options, const ModelFeatures& features) {
    const auto is_id = [](const FeatureSet::Feature& feature) {
      return std::holds_alternative<IdOptions>(feature.options);
    };
    const auto id = std::ranges::find_if(features.item.features(), is_id);
    if (id == features.item.features().end()) return 0.0;
    const ColumnForm form = id->fitted->form();
    const auto dim = static_cast<double>(form.table_dim);
    const bool has_table = !options.table.empty() && tables_.insert(options.table).second;
    if (has_table) floats_ += static_cast<double>(form.table_rows) * dim;
    if (const auto* attention = std::get_if<AttentionEncoderOptions>(&options.encoder)) {
      const auto inner =
          attention->feed_forward > 0 ? static_cast<double>(attention->feed_forward) : dim;
      floats_ += static_cast<double>(options.length) * dim;
      floats_ += static_cast<double>(attention->blocks) * dim * (4 * dim + 2 * inner);
    }
    return dim;
  }

  void add_layers(double width, const SideOptions& side, std::int64_t dim) {
    for (const std::int64_t hidden : side.hidden) {
      floats_ += width * static_cast<double>(hidden);
      width = static_cast<double>(hidden);
    }
    const bool encoder_is_tower = side.hidden.empty() && width == static_cast<double>(dim);
    if (!encoder_is_tower) floats_ += width * static_cast<double>(dim);
  }

  double floats_ = 0.0;
  std::set<std::string> tables_;  // of sequences
};

// Block by block, each without a branch that the compiler could not do side by side.
bool are_finite(std::span<const float> weights) {
  constexpr std::size_t kBlock = 1024;
  constexpr std::uint32_t kExponent = 0x7F800000;
  for (std::size_t first = 0; first < weights.size(); first += kBlock) {
    std::uint32_t any = 0;
    for (const float weight : weights.subspan(first, std::min(kBlock, weights.size() - first))) {
      any |= (std::bit_cast<std::uint32_t>(weight) & kExponent) == kExponent ? 1U : 0U;
    }
    if (any != 0) return false;
  }
  return true;
}

Result<Array<float>> read_weights(const TensorFile& file, const std::string& name, std::size_t rows,
                                  std::size_t cols) {
  TWOTOWER_ASSIGN(Array<float> weights, file.array<float>(name, {rows, cols}));
  if (are_finite(weights.view())) return weights;
  return corrupt(file, WeightNotFinite(name));
}

}  // namespace

Result<void> save_model(const TwoTowerModel& model, const std::string& path) {
  TensorList list;
  const std::span<const float> values = model.parameters().all_values();
  for (const TensorLayout::Tensor& tensor : model.parameters().layout().tensors()) {
    list.add(tensor.name, {tensor.rows, tensor.cols},
             values.subspan(tensor.offset, tensor.rows * tensor.cols));
  }
  for (const auto& [name, table] : model.tables()) {
    list.add(table_name(name), {table.num_rows(), table.dim()}, table.weights());
  }
  return list.write(path);
}

Result<TwoTowerModel> load_model(const TowerOptions& options, const ModelFeatures& features,
                                 const TensorFile& file) {
  const double there = static_cast<double>(file.bytes().size()) / sizeof(float);
  const double needed = WeightCount(options, features).floats();
  if (needed > there) {
    return corrupt(file,
                   TooFewWeights(fmt::format("{:.0f}", needed), fmt::format("{:.0f}", there)));
  }
  auto made = TwoTowerModel::create(options, features);
  if (!made.ok()) return corrupt(file, made.error().message);
  TwoTowerModel model = std::move(made).value();
  const std::span<float> values = model.parameters().all_values();
  for (const TensorLayout::Tensor& tensor : model.parameters().layout().tensors()) {
    TWOTOWER_ASSIGN(const Array<float> weights,
                    read_weights(file, tensor.name, tensor.rows, tensor.cols));
    std::ranges::copy(weights.view(), values.subspan(tensor.offset).begin());
  }
  for (auto& [name, table] : model.tables()) {
    TWOTOWER_ASSIGN(Array<float> weights,
                    read_weights(file, table_name(name), table.num_rows(), table.dim()));
    table.keep(std::move(weights));
  }
  return model;
}

}  // namespace twotower
