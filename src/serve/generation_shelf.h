#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"

namespace twotower {

// A folder of bundles, each under the name of its generation: copies, so that nobody else changes
// or cuts a file that a server maps. Not thread-safe, but for reading beside one change.
class GenerationShelf {
 public:
  // Makes the folder where there is none. Fails with kFileUnwritable.
  static Result<GenerationShelf> open(std::string path);

  // Copies a bundle, in place of one of the same generation, and opens the copy. On the disk once
  // it returns. Fails as open_bundle() does, and with kFileUnwritable: nothing has changed then.
  Result<Bundle> add(const std::string& bundle);
  // Fails as open_bundle() does.
  Result<Bundle> open_generation(const std::string& id) const;
  // Fails as read_manifest() does.
  Result<Manifest> manifest_of(const std::string& id) const;
  // Which of these users a bundle knows. Fails as read_user_ids() does.
  Result<bool> knows_any(const std::string& id, std::span<const Id> users) const;
  // Copies these into a new folder, by links where the disk is the same. Fails with
  // kFileUnwritable.
  Result<void> copy_to(const std::string& folder, std::span<const std::string> ids) const;
  // Removes all others, and what a kill left of them. Fails with kFileUnwritable.
  Result<void> keep_only(std::span<const std::string> ids);
  std::string path_of(const std::string& id) const;

 private:
  explicit GenerationShelf(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

// What a bundle says of itself, as a checksum: another one is another bundle, even if its parts are
// the same. Fails with kFileUnreadable.
Result<std::string> checksum_of_manifest(const std::string& bundle);

}  // namespace twotower
