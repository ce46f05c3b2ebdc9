#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "bundle/catalog.h"
#include "bundle/known_users.h"
#include "bundle/manifest.h"
#include "bundle/serve_options.h"
#include "index/load_index.h"
#include "model/two_tower_model.h"

namespace twotower {

// The files of a bundle besides the manifest.
inline constexpr std::string_view kModelFile = "model.safetensors";
inline constexpr std::string_view kFeaturesFile = "features.safetensors";
inline constexpr std::string_view kCatalogFile = "catalog.safetensors";
inline constexpr std::string_view kIndexFile = "index.safetensors";
inline constexpr std::string_view kUsersFile = "users.safetensors";

// One generation, in memory: all that recommends. Const after it is opened, so any number of
// threads share it. Generations with other items share the rest.
struct Bundle {
  Manifest manifest;
  ServeOptions serve;  // rules name columns of the catalog
  ModelFeatures features;
  std::shared_ptr<const TwoTowerModel> model;
  Catalog catalog;
  std::shared_ptr<const Index> index;  // slots as in the catalog
  std::shared_ptr<const KnownUsers> users;
};

// Reads a bundle and checks all of it: manifest, sizes and headers before a byte of a part is
// trusted, checksums of all parts, and that the parts fit one another. Ids, columns, histories,
// tables and vectors are read where the files are mapped; what is allocated is bounded by the sizes
// of the files. A bundle that is replaced meanwhile is the old or the new one.
// Fails with kFileUnreadable where there is no such folder or a file cannot be opened, kBundleNewer
// or kBundleOlder where a program of another format wrote it, else with kBundleCorrupt naming the
// file and the reason; a folder that is not a bundle too.
Result<Bundle> open_bundle(const std::string& path, LoadFor use = LoadFor::kFewSearches);

// The manifest and that every part it names has the size it says; reads nothing else. Fails as
// open_bundle() does.
Result<Manifest> read_manifest(const std::string& path);

// The ids of a bundle's users, for as long as they are held; checks their file's header alone.
// Fails as open_bundle() does.
Result<IdMap> read_user_ids(const std::string& path);

}  // namespace twotower
