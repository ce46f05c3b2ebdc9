#include "run/index_vectors.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

#include "base/aligned_buffer.h"
#include "base/count_value.h"
#include "base/messages/run_errors.h"
#include "base/options.h"
#include "bundle/catalog.h"
#include "bundle/known_users.h"
#include "bundle/manifest.h"
#include "bundle/write_bundle.h"
#include "config/config.h"
#include "config/load_config.h"
#include "data/data_key.h"
#include "data/id_column.h"
#include "data/vector_table.h"
#include "features/encoded_sides.h"
#include "features/feature_set.h"
#include "features/kinds/vector.h"
#include "features/sorted_values.h"
#include "index/flat_index.h"
#include "kernels/exec.h"
#include "kernels/similarity.h"
#include "model/embedder.h"
#include "model/two_tower_model.h"
#include "run/internal/vector_items.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

Result<Similarity> similarity_named(const std::string& name) {
  const auto names = option_names(Similarity());
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<Similarity>(found - names.begin());
  return Error{ErrorCode::kConfigUnknownName, "--similarity",
               SimilarityFlagUnknown(name, {names.begin(), names.end()})};
}

// Before anything is read: a folder that holds something else would be replaced.
Result<void> check_place(const std::string& path) {
  if (path.empty()) {
    return Error{ErrorCode::kRequestOutOfRange, "--to", FolderFlagEmpty("--to")};
  }
  std::error_code ignored;
  if (!fs::exists(path, ignored) || fs::exists(fs::path(path) / Manifest::kFileName, ignored)) {
    return {};
  }
  if (fs::is_directory(path, ignored) && fs::is_empty(path, ignored)) return {};
  return Error{ErrorCode::kRequestOutOfRange, "--to", VectorsFolderTaken(path)};
}

Result<void> check_dim(const VectorTable& vectors, const std::string& path) {
  const TowerOptions towers{.dim = static_cast<std::int64_t>(vectors.dim)};
  if (read_options<TowerOptions>(to_value(towers), "--vectors").ok()) return {};
  return Error{ErrorCode::kDataWrongFormat, "--vector",
               VectorsTooLong(path, vectors.column, vectors.dim)};
}

// How the tables are read; a config has the same keys for its own.
struct VectorData {
  TableOptions vectors, items;
  static void visit_options(auto& self, auto&& visit) {
    visit("vectors", self.vectors, "");
    visit("items", self.items, "");
  }
};
struct VectorConfig {
  VectorData data;
  static void visit_options(auto& self, auto&& visit) { visit("data", self.data, ""); }
};

Result<VectorData> tables_of(const VectorsRequest& request) {
  Value text{Value::Map{}};
  for (const std::string& override_text : request.overrides) {
    TWOTOWER_TRY(apply_override(override_text, text));
  }
  TWOTOWER_ASSIGN(VectorConfig config, read_options<VectorConfig>(text, ""));
  config.data.vectors.path = request.vectors;
  config.data.items.path = request.items;
  return std::move(config.data);
}

// What was read, by slot.
struct Items {
  VectorTable vectors;
  IdMap ids;
  VectorItems rows;
  TableOptions table;  // of `rows`
};

Result<Items> read_items(const VectorsRequest& request) {
  const auto named = [](const std::string& column) {
    return column.empty() ? std::nullopt : std::optional(column);
  };
  TWOTOWER_ASSIGN(const VectorData tables, tables_of(request));
  TWOTOWER_ASSIGN(VectorTable vectors, read_vector_table({.path = request.vectors,
                                                          .id = named(request.id),
                                                          .vector = named(request.vector),
                                                          .how = tables.vectors}));
  TWOTOWER_TRY(check_dim(vectors, request.vectors));
  IdMap ids(id_type_of({&vectors.ids}));
  add_ids(ids, vectors.ids);
  const bool is_one = request.items.empty();
  const TableOptions& table = is_one ? tables.vectors : tables.items;
  TWOTOWER_ASSIGN(VectorItems rows,
                  read_vector_items(table, is_one ? "--vectors" : "--items", vectors, ids));
  return Items{std::move(vectors), std::move(ids), std::move(rows), table};
}

// Cosine scales in double, so that a vector of any length has its direction.
VectorOptions vector_feature(const VectorTable& vectors, Similarity similarity,
                             MissingVector missing) {
  VectorOptions options;
  options.column = vectors.column;
  options.separator = vectors.separator;
  options.unit_length = similarity == Similarity::kCosine;
  options.missing = missing;
  return options;
}

// Everything that a run would have: `items add` reads tables by it, the towers are made from it.
Config config_of(const VectorsRequest& request, const Items& items, Similarity similarity) {
  Config config;
  config.name = (fs::path(request.bundle) / "").parent_path().filename().string();
  ItemTableOptions& table = config.data.items.emplace();
  static_cast<TableOptions&>(table) = items.table;
  table.id = items.rows.id;
  table.show = items.rows.columns.names;
  config.data.interactions.item = items.vectors.id;
  config.data.repeat = RepeatRule::kAllow;
  const std::string& name = items.vectors.column;
  config.features.user.emplace().emplace_back(
      name, vector_feature(items.vectors, similarity, MissingVector::kZeros));
  config.features.item.emplace().emplace_back(
      name, vector_feature(items.vectors, similarity, MissingVector::kRefuse));
  config.features.context.emplace();
  config.towers.dim = static_cast<std::int64_t>(items.vectors.dim);
  config.towers.similarity = similarity;
  config.towers.temperature = 1.0;
  return config;
}

Result<ModelFeatures> fit_features(const Config& config, const ColumnSource& source) {
  const std::vector<std::uint64_t> first_row = {0};  // tells how long they are
  ModelFeatures features;
  UserSide user = split_user_side(*config.features.user);
  TWOTOWER_ASSIGN(features.user, FeatureSet::fit(user.columns, source, first_row));
  TWOTOWER_ASSIGN(features.item, FeatureSet::fit(*config.features.item, source, first_row));
  return features;
}

Result<std::string> data_key_of(const VectorsRequest& request, const Config& config) {
  std::vector<std::string> paths = {request.vectors};
  if (!request.items.empty()) paths.push_back(request.items);
  return data_key(paths, Value(Value::Map{{"features", to_value(config.features)}}));
}

std::size_t count_zeros(const DenseColumn& vectors) {
  std::size_t count = 0;
  for (std::size_t first = 0; first < vectors.values.size(); first += vectors.dim) {
    const auto row = vectors.values.view().subspan(first, vectors.dim);
    count += std::ranges::all_of(row, [](float x) { return x == 0.0F; }) ? 1 : 0;
  }
  return count;
}

// As new items come in later, through the item tower, so that the same vector has the same bits.
FlatIndex index_items(ThreadPool& pool, const TwoTowerModel& model, const EncodedSides& sides,
                      std::size_t num_items) {
  const auto dim = static_cast<std::size_t>(model.options().dim);
  const AlignedBuffer vectors = embed_all_items(pool, model, sides, num_items);
  FlatIndex index(model.options().similarity, dim);
  Exec exec(pool, 0);
  index.add(exec, {vectors.data(), num_items, dim});
  return index;
}

// Nobody is known: the only row of each column is that of somebody who is not.
Result<KnownUsers> no_users(const FeatureSet& features) {
  KnownUsers users{.ids = IdMap(IdMap::Type::kString)};
  const ColumnSource nothing = [](const std::string&) { return nullptr; };
  TWOTOWER_ASSIGN(users.columns, features.encode(nothing, 1));
  return users;
}

std::vector<ItemColumn> item_columns(Table table) {
  std::vector<ItemColumn> columns;
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    auto sorted = sort_values(table.columns[i]);
    columns.push_back({table.names[i], std::move(table.columns[i]), std::move(sorted)});
  }
  return columns;
}

}  // namespace

Result<IndexedVectors> index_vectors(ThreadPool& pool, const VectorsRequest& request) {
  TWOTOWER_ASSIGN(const Similarity similarity, similarity_named(request.similarity));
  TWOTOWER_TRY(check_place(request.bundle));
  TWOTOWER_ASSIGN(Items items, read_items(request));
  const Config config = config_of(request, items, similarity);
  const std::size_t num_items = items.ids.size();
  const ColumnSource source = [&](const std::string&) { return &items.vectors.vectors; };
  TWOTOWER_ASSIGN(const ModelFeatures features, fit_features(config, source));
  EncodedSides sides;
  TWOTOWER_ASSIGN(sides.item, features.item.encode(source, num_items));
  items.vectors.vectors = {};
  TWOTOWER_ASSIGN(const TwoTowerModel model, TwoTowerModel::create(config.towers, features));
  const FlatIndex index = index_items(pool, model, sides, num_items);
  TWOTOWER_ASSIGN(const KnownUsers users, no_users(features.user));

  IndexedVectors indexed{.bundle = request.bundle,
                         .vector = items.vectors.column,
                         .similarity = request.similarity,
                         .items = num_items,
                         .dim = items.vectors.dim,
                         .without_row = items.rows.without_row,
                         .zeros = count_zeros(std::get<DenseColumn>(sides.item[0])),
                         .columns = items.rows.columns.names,
                         .left_out = items.rows.left_out};
  const std::vector<std::uint32_t> counts(num_items, 0);
  const std::vector<ItemColumn> raw = item_columns(std::move(items.rows.columns));
  Manifest manifest;
  manifest.config = to_value(config);
  manifest.repeat = config.data.repeat;
  TWOTOWER_ASSIGN(manifest.data_key, data_key_of(request, config));
  TWOTOWER_TRY(
      write_bundle(request.bundle, {.manifest = std::move(manifest),
                                    .features = features,
                                    .model = model,
                                    .index = index,
                                    .catalog = {items.ids, counts, sides.item, views_of(raw)},
                                    .users = {users.ids, users.columns, users.histories}}));
  TWOTOWER_ASSIGN(const Manifest written, read_manifest(request.bundle));
  indexed.generation = written.generation;
  indexed.model = written.model;
  return indexed;
}

Value to_value(const IndexedVectors& vectors) {
  return Value(Value::Map{{"bundle", Value(vectors.bundle)},
                          {"generation", Value(vectors.generation)},
                          {"model", Value(vectors.model)},
                          {"items", count_value(vectors.items)},
                          {"dim", count_value(vectors.dim)},
                          {"vector", Value(vectors.vector)},
                          {"similarity", Value(vectors.similarity)},
                          {"without_row", count_value(vectors.without_row)},
                          {"zeros", count_value(vectors.zeros)},
                          {"columns", to_value(vectors.columns)},
                          {"left_out", to_value(vectors.left_out)}});
}

}  // namespace twotower
