#include "bundle/bundle.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/checksum.h"
#include "base/file_descriptor.h"
#include "base/mapped_file.h"
#include "base/messages/bundle_errors.h"
#include "base/messages/error_messages.h"
#include "base/options.h"
#include "base/tensor_file.h"
#include "base/thread_pool.h"
#include "bundle/tensor_names.h"
#include "features/column_tensors.h"
#include "features/condition_rows.h"
#include "features/feature_options.h"
#include "features/item_fields.h"
#include "model/model_file.h"
#include "model/tower_options.h"

namespace twotower {
namespace {

std::string path_in(const std::string& bundle, std::string_view file) {
  return fmt::format("{}/{}", bundle, file);
}

Error corrupt_file(const std::string& path, Message problem) {
  return {ErrorCode::kBundleCorrupt, path, ErrorAt(path, std::move(problem))};
}

Result<void> check_is_folder(const std::string& path) {
  std::error_code ignored;
  const bool exists = std::filesystem::exists(path, ignored);
  if (!exists) {
    return Error{ErrorCode::kFileUnreadable, path, BundleMissing(path)};
  }
  if (!std::filesystem::is_directory(path, ignored)) {
    return corrupt_file(path, BundleIsAFile());
  }
  const auto manifest = std::filesystem::status(path_in(path, Manifest::kFileName), ignored);
  if (!std::filesystem::is_regular_file(manifest)) {
    return corrupt_file(path, BundleWithoutManifest());
  }
  return {};
}

// That the part is there, with the size that the manifest says.
Result<void> check_size(const std::string& bundle, const std::string& name,
                        const Manifest::File& file) {
  const std::string path = path_in(bundle, name);
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return corrupt_file(path, BundleFileMissing());
  if (!std::filesystem::is_regular_file(status)) return corrupt_file(path, BundleFileNotAFile());
  const std::uint64_t bytes = std::filesystem::file_size(path, error);
  if (error) return corrupt_file(path, BundleFileMissing());
  if (bytes == file.bytes) return {};
  return corrupt_file(path, BundleFileSize(bytes, file.bytes));
}

// Opens a part whose size is right, and checks its header.
Result<TensorFile> open_part(const std::string& bundle, const Manifest& manifest,
                             std::string_view name) {
  const std::string path = path_in(bundle, name);
  const auto entry = manifest.files.find(std::string(name));
  if (entry == manifest.files.end()) return corrupt_file(path, BundleFileUnnamed());
  TWOTOWER_ASSIGN(TensorFile file, TensorFile::open(path));
  if (file.bytes().size() != entry->second.bytes) return corrupt_file(path, BundleFileChanges());
  return file;
}

// Checks every block of all parts, on two threads where there are many.
Result<void> check_blocks(std::span<const TensorFile* const> parts, const Manifest& manifest) {
  struct Block {
    const TensorFile* part;
    std::size_t begin;
    std::uint64_t checksum;
    bool is_whole = false;
  };
  std::vector<Block> blocks;
  for (const TensorFile* part : parts) {
    const std::string name = std::filesystem::path(part->path()).filename().string();
    std::size_t begin = 0;
    for (const std::uint64_t checksum : manifest.files.at(name).blocks) {
      blocks.push_back({part, std::exchange(begin, begin + kChecksumBlockBytes), checksum});
    }
  }
  constexpr std::size_t kManyBlocks = 32;
  ThreadPool(blocks.size() < kManyBlocks ? 1 : 2)
      .parallel_for(blocks.size(), [&](std::size_t i, std::size_t) {
        const auto bytes = blocks[i].part->bytes().subspan(blocks[i].begin);
        const auto block = bytes.first(std::min(bytes.size(), kChecksumBlockBytes));
        blocks[i].is_whole = checksum_of(block) == blocks[i].checksum;
      });
  const auto damaged = std::ranges::find(blocks, false, &Block::is_whole);
  if (damaged == blocks.end()) return {};
  return corrupt_file(damaged->part->path(),
                      BundleBlockDamaged(damaged->begin, damaged->begin + kChecksumBlockBytes));
}

// The columns that answers carry: config.data.items.show.
std::vector<std::string> shown_columns(const Manifest& manifest) {
  const Value* value = option_at(manifest, {"data", "items", "show"});
  const auto* list = value == nullptr ? nullptr : value->as<Value::List>();
  std::vector<std::string> names;
  for (const Value& name : list == nullptr ? Value::List() : *list) {
    if (name.as<std::string>() != nullptr) names.push_back(*name.as<std::string>());
  }
  return names;
}

template <typename Options>
Result<Options> options_of(const Manifest& manifest, std::string_view key,
                           const std::string& source) {
  const Value* value = manifest.config.find(key);
  if (value == nullptr) return corrupt_file(source, BundleConfigLacks(std::string(key)));
  auto options = read_options<Options>(*value, source);
  if (options.ok()) return options;
  return corrupt_file(source, ErrorAt("config." + std::string(key), options.error().message));
}

// A bundle whose config says nothing of it serves by defaults.
Result<void> load_serve_options(const std::string& path, Bundle& bundle) {
  const std::string source = path_in(path, Manifest::kFileName);
  if (bundle.manifest.config.find("serve") == nullptr) return {};
  TWOTOWER_ASSIGN(bundle.serve, options_of<ServeOptions>(bundle.manifest, "serve", source));
  std::vector<std::string> columns;
  for (const ItemColumn& item : bundle.catalog.rows().raw) columns.push_back(item.name);
  for (const Condition& rule : bundle.serve.rules) {
    const auto checked = check_fields(rule, item_fields(columns), {"serve.rules", ""});
    if (!checked.ok()) return corrupt_file(source, ErrorBelow("config.", checked.error().message));
  }
  const auto checked = check_caps(bundle.serve.caps, columns, {"serve.caps", ""});
  if (!checked.ok()) return corrupt_file(source, ErrorBelow("config.", checked.error().message));
  return {};
}

Result<void> check_rules(const std::vector<SequenceFeature>& sequences, const std::string& source) {
  for (const SequenceFeature& sequence : sequences) {
    if (sequence.options.rule != HistoryRule::kAuto) continue;
    return corrupt_file(source, BundleRuleOpen("features.user." + sequence.name));
  }
  return {};
}

Result<void> load_event_types(const TensorFile& file, ModelFeatures& features) {
  if (!reads_event_types(features.sequences)) return {};
  TWOTOWER_ASSIGN(const RawColumn known,
                  read_raw_column(file, std::string(kEventTypes), std::nullopt));
  features.event_types = std::make_shared<const Vocabulary>(Vocabulary::from_known(known));
  return {};
}

Result<ModelFeatures> load_features(const TensorFile& file, const FeaturesOptions& options,
                                    const std::string& source) {
  ModelFeatures features;
  UserSide user = split_user_side(options.user.value_or(UserFeatures()));
  TWOTOWER_TRY(check_rules(user.sequences, source));
  features.sequences = std::move(user.sequences);
  TWOTOWER_TRY(load_event_types(file, features));
  TWOTOWER_ASSIGN(features.user, read_feature_set(file, "user", user.columns));
  TWOTOWER_ASSIGN(features.item,
                  read_feature_set(file, "item", options.item.value_or(ColumnFeatures())));
  TWOTOWER_ASSIGN(features.context,
                  read_feature_set(file, "context", options.context.value_or(ColumnFeatures())));
  return features;
}

// All parts, checked to be what was written, before anything is made of one.
struct Parts {
  TensorFile model, features, catalog, index, users;
};

Result<Parts> open_parts(const std::string& path, const Manifest& manifest) {
  TWOTOWER_ASSIGN(TensorFile model, open_part(path, manifest, kModelFile));
  TWOTOWER_ASSIGN(TensorFile features, open_part(path, manifest, kFeaturesFile));
  TWOTOWER_ASSIGN(TensorFile catalog, open_part(path, manifest, kCatalogFile));
  TWOTOWER_ASSIGN(TensorFile index, open_part(path, manifest, kIndexFile));
  TWOTOWER_ASSIGN(TensorFile users, open_part(path, manifest, kUsersFile));
  const TensorFile* const all[] = {&model, &features, &catalog, &index, &users};
  TWOTOWER_TRY(check_blocks(all, manifest));
  return Parts{std::move(model), std::move(features), std::move(catalog), std::move(index),
               std::move(users)};
}

Result<void> load_model_parts(const std::string& path, const Parts& parts, Bundle& bundle) {
  const std::string source = path_in(path, Manifest::kFileName);
  TWOTOWER_ASSIGN(const auto towers, options_of<TowerOptions>(bundle.manifest, "towers", source));
  TWOTOWER_ASSIGN(const auto options,
                  options_of<FeaturesOptions>(bundle.manifest, "features", source));
  TWOTOWER_ASSIGN(bundle.features, load_features(parts.features, options, source));
  TWOTOWER_ASSIGN(TwoTowerModel model, load_model(towers, bundle.features, parts.model));
  bundle.model = std::make_shared<const TwoTowerModel>(std::move(model));
  return {};
}

Result<void> load_index_part(const Parts& parts, LoadFor use, Bundle& bundle) {
  const std::string& file = parts.index.path();
  TWOTOWER_ASSIGN(std::unique_ptr<Index> index, load_index(parts.index, use));
  const TowerOptions& towers = bundle.model->options();
  if (index->num_slots() != bundle.catalog.size()) {
    return corrupt_file(file, IndexSizeWrong(index->num_slots(), bundle.catalog.size()));
  }
  if (index->dim() != static_cast<std::size_t>(towers.dim) ||
      index->similarity() != towers.similarity) {
    return corrupt_file(file, IndexOfOtherTowers());
  }
  bundle.index = std::move(index);
  return {};
}

// Whether what was opened, or nothing, is still what stands at the path. While it is open its
// number is given to no other one.
bool is_at(const FileDescriptor& folder, const std::string& path) {
  struct stat opened{}, there{};
  const bool is_there = ::stat(path.c_str(), &there) == 0;
  if (!folder.is_open()) return !is_there;
  return is_there && ::fstat(folder.get(), &opened) == 0 && opened.st_dev == there.st_dev &&
         opened.st_ino == there.st_ino;
}

// The bundle, unless the folder is swapped meanwhile.
Result<Bundle> open_unless_swapped(const std::string& path, LoadFor use) {
  Bundle bundle;
  TWOTOWER_ASSIGN(bundle.manifest, read_manifest(path));
  TWOTOWER_ASSIGN(const Parts parts, open_parts(path, bundle.manifest));
  TWOTOWER_TRY(load_model_parts(path, parts, bundle));
  TWOTOWER_ASSIGN(bundle.catalog, load_catalog(parts.catalog, bundle.features.item,
                                               shown_columns(bundle.manifest)));
  TWOTOWER_TRY(load_serve_options(path, bundle));
  TWOTOWER_TRY(load_index_part(parts, use, bundle));
  const auto& types = bundle.features.event_types;
  TWOTOWER_ASSIGN(KnownUsers known,
                  load_users(parts.users, bundle.features.user, bundle.catalog.size(),
                             types == nullptr ? 0 : types->num_rows()));
  bundle.users = std::make_shared<const KnownUsers>(std::move(known));
  if (bundle.users->ids.type() != bundle.manifest.user_ids ||
      bundle.catalog.rows().ids.type() != bundle.manifest.item_ids) {
    return corrupt_file(path, IdTypesDiffer());
  }
  return bundle;
}

}  // namespace

Result<Manifest> read_manifest(const std::string& path) {
  TWOTOWER_TRY(check_is_folder(path));
  const std::string source = path_in(path, Manifest::kFileName);
  std::error_code ignored;
  const std::uint64_t bytes = std::filesystem::file_size(source, ignored);
  if (!ignored && bytes > Manifest::kMaxBytes) {
    return corrupt_file(source, ManifestTooLarge(bytes, Manifest::kMaxBytes));
  }
  TWOTOWER_ASSIGN(const MappedFile file, MappedFile::open(source));
  const std::string_view text(reinterpret_cast<const char*>(file.bytes().data()),
                              file.bytes().size());
  TWOTOWER_ASSIGN(Manifest manifest, parse_manifest(text, source));
  for (const auto& [name, part] : manifest.files) TWOTOWER_TRY(check_size(path, name, part));
  return manifest;
}

Result<IdMap> read_user_ids(const std::string& path) {
  TWOTOWER_ASSIGN(const Manifest manifest, read_manifest(path));
  TWOTOWER_ASSIGN(const TensorFile file, open_part(path, manifest, kUsersFile));
  return read_ids(file, "ids");
}

// Between the files that it opens, a writer may swap the folder for its next generation: then it is
// opened from the start.
Result<Bundle> open_bundle(const std::string& path, LoadFor use) {
  constexpr int kMaxTries = 10;
  for (int tries = 1;; ++tries) {
    const FileDescriptor folder(::open(path.c_str(), O_PATH | O_CLOEXEC));
    auto bundle = open_unless_swapped(path, use);
    if (is_at(folder, path)) return bundle;
    if (tries == kMaxTries) return corrupt_file(path, BundleReplaced());
  }
}

}  // namespace twotower
