#pragma once

#include <string>

#include "base/result.h"
#include "bundle/bundle.h"

namespace twotower {

// What a bundle is made of, wherever it is.
struct BundleContents {
  // Everything but `files`, `generation`, `created` and `twotower`, and what the parts know: id
  // types, similarity, temperature and the newest time. Those are filled in.
  Manifest manifest;
  const ModelFeatures& features;
  const TwoTowerModel& model;
  const Index& index;
  CatalogView catalog;
  KnownUsersView users;
};

// Those of a bundle in memory, which must outlive them and whose items are merged().
BundleContents contents_of(const Bundle& bundle);

// Writes a bundle, which appears at `path` as a whole or replaces the one there. config.towers and
// config.features must be what model and features were made from, since they are made from them
// again; a history's rule is not auto. Fails with kFileUnwritable.
Result<void> write_bundle(const std::string& path, const BundleContents& contents);

// The same, but to the first of PATH.2, PATH.3, ... that is not there, and gives its path; beside
// PATH.2, too, that is PATH.3. Several
// writers at once get one each. Fails as that does.
Result<std::string> write_bundle_beside(const std::string& path, const BundleContents& contents);

}  // namespace twotower
