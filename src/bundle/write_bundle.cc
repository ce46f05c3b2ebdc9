#include "bundle/write_bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/atomic_directory.h"
#include "base/check.h"
#include "base/checksum.h"
#include "base/mapped_file.h"
#include "base/messages/bundle_errors.h"
#include "base/option_name.h"
#include "base/output_file.h"
#include "base/tensor_list.h"
#include "bundle/tensor_names.h"
#include "features/column_tensors.h"
#include "model/model_file.h"

namespace twotower {
namespace {

Result<void> save_features(const ModelFeatures& features, const std::string& path) {
  TensorList list;
  std::vector<FeatureState> user, item, context;
  add_tensors(list, "user", features.user, user);
  add_tensors(list, "item", features.item, item);
  add_tensors(list, "context", features.context, context);
  RawColumn event_types;
  if (features.event_types != nullptr) {
    event_types = features.event_types->known();
    add_tensors(list, std::string(kEventTypes), event_types);
  }
  return list.write(path);
}

Result<Manifest::File> describe_file(const std::string& path) {
  TWOTOWER_ASSIGN(const MappedFile file, MappedFile::open(path));
  return Manifest::File{.bytes = file.bytes().size(),
                        .checksum = checksum_of(file.bytes()),
                        .blocks = block_checksums_of(file.bytes())};
}

// The newest of times that are there.
std::optional<std::int64_t> newest_of(std::span<const std::int64_t> times) {
  if (times.empty()) return std::nullopt;
  const std::int64_t newest = std::ranges::max(times);
  return newest == Histories::kNoTime ? std::nullopt : std::optional(newest);
}

Manifest manifest_of(const BundleContents& contents) {
  Manifest manifest = contents.manifest;
  const TowerOptions& towers = contents.model.options();
  manifest.twotower = TWOTOWER_VERSION;
  manifest.created = utc_now();
  manifest.user_ids = contents.users.ids.type();
  manifest.item_ids = contents.catalog.ids.type();
  manifest.similarity = option_name(towers.similarity);
  manifest.temperature = towers.temperature;
  manifest.history_until = newest_of(contents.users.histories.times.view());
  return manifest;
}

Result<void> write_manifest(const AtomicDirectory& directory, Manifest manifest) {
  for (const std::string_view name :
       {kModelFile, kFeaturesFile, kCatalogFile, kIndexFile, kUsersFile}) {
    const std::string file(name);
    TWOTOWER_ASSIGN(manifest.files[file], describe_file(directory.path_of(file)));
  }
  manifest.generation = generation_of(manifest.files, manifest.repeats);
  const auto of_towers = [](const auto& file) {
    return file.first == kModelFile || file.first == kFeaturesFile;
  };
  std::map<std::string, Manifest::File> towers;
  std::ranges::copy_if(manifest.files, std::inserter(towers, towers.end()), of_towers);
  manifest.model = generation_of(towers);
  const std::string text = to_json(manifest);
  if (text.size() > Manifest::kMaxBytes) {
    const std::string path = directory.path_of(std::string(Manifest::kFileName));
    return Error{ErrorCode::kFileUnwritable, path,
                 ManifestUnwritable(path, text.size(), Manifest::kMaxBytes)};
  }
  TWOTOWER_ASSIGN(OutputFile output,
                  OutputFile::create(directory.path_of(std::string(Manifest::kFileName))));
  TWOTOWER_TRY(output.append(std::as_bytes(std::span(text))));
  return output.sync();
}

// All files of a bundle, into a folder that nobody sees yet.
Result<void> write_parts(const AtomicDirectory& directory, const BundleContents& contents) {
  const auto path_of = [&](std::string_view name) { return directory.path_of(std::string(name)); };
  const ModelFeatures& features = contents.features;
  TWOTOWER_TRY(save_model(contents.model, path_of(kModelFile)));
  TWOTOWER_TRY(save_features(features, path_of(kFeaturesFile)));
  TWOTOWER_TRY(save_catalog(contents.catalog, features.item, path_of(kCatalogFile)));
  TWOTOWER_TRY(contents.index.save(path_of(kIndexFile)));
  TWOTOWER_TRY(save_users(contents.users, features.user, path_of(kUsersFile)));
  return write_manifest(directory, manifest_of(contents));
}

}  // namespace

BundleContents contents_of(const Bundle& bundle) {
  TWOTOWER_CHECK(bundle.catalog.num_changes() == 0);
  const ItemRows& items = bundle.catalog.rows();
  const KnownUsers& users = *bundle.users;
  return {.manifest = bundle.manifest,
          .features = bundle.features,
          .model = *bundle.model,
          .index = *bundle.index,
          .catalog = {items.ids, items.counts.view(), items.columns, views_of(items.raw)},
          .users = {users.ids, users.columns, users.histories, users.is_heavy.view()}};
}

namespace {

// "a/bundle" of "a/bundle.12", where that was written beside it.
std::string without_number(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  if (dot == std::string::npos || dot + 1 == path.size()) return path;
  const bool is_number = path.find_first_not_of("0123456789", dot + 1) == std::string::npos;
  const std::filesystem::path base = path.substr(0, dot);
  std::error_code ignored;
  return is_number && std::filesystem::exists(base / Manifest::kFileName, ignored) ? base.string()
                                                                                   : path;
}

}  // namespace

Result<void> write_bundle(const std::string& path, const BundleContents& contents) {
  TWOTOWER_ASSIGN(AtomicDirectory directory, AtomicDirectory::create(path));
  TWOTOWER_TRY(write_parts(directory, contents));
  return directory.commit();
}

Result<std::string> write_bundle_beside(const std::string& path, const BundleContents& contents) {
  const std::string base =
      without_number((std::filesystem::path(path) / "").parent_path().string());
  TWOTOWER_ASSIGN(AtomicDirectory directory, AtomicDirectory::create(base));
  TWOTOWER_TRY(write_parts(directory, contents));
  for (int number = 2;; ++number) {
    std::string place = fmt::format("{}.{}", base, number);
    TWOTOWER_ASSIGN(const bool is_free, directory.commit_to_free(place));
    if (is_free) return place;
  }
}

}  // namespace twotower
