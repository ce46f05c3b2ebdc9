#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "bundle/bundle.h"

namespace twotower {

// A folder of bundles: copies, so that nobody else changes or cuts a file that a server maps. Each
// lies in a folder named by its generation and its manifest, since bundles of the same parts may
// have other rules. Not thread-safe, but for reading beside one change.
class GenerationShelf {
 public:
  // Makes the folder where there is none. Fails with kFileUnwritable.
  static Result<GenerationShelf> open(std::string path);

  // Copies a bundle into its folder, in place of the same one if it is there, and opens the copy.
  // On the disk once it returns. Fails as open_bundle() does, with kStoreFull where there is no
  // room, and with kFileUnwritable: nothing has changed then.
  struct Added {
    Bundle bundle;
    std::string folder;
  };
  Result<Added> add(const std::string& bundle);
  // Of what add() named. Fails as open_bundle() does.
  Result<Bundle> open_generation(const std::string& folder) const;
  // Fails as read_manifest() does.
  Result<Manifest> manifest_of(const std::string& folder) const;
  // Which of these users a bundle knows. Fails as read_user_ids() does.
  Result<bool> knows_any(const std::string& folder, std::span<const Id> users) const;
  // Copies these into a new folder, by links where the disk is the same. Fails with
  // kFileUnwritable.
  Result<void> copy_to(const std::string& to, std::span<const std::string> folders) const;
  // Removes all others, and what a kill left of them. Fails with kFileUnwritable.
  Result<void> keep_only(std::span<const std::string> folders);

 private:
  explicit GenerationShelf(std::string path) : path_(std::move(path)) {}
  std::string path_of(const std::string& folder) const;

  std::string path_;
};

// What a bundle says of itself, as a checksum: another one is another bundle, even if its parts are
// the same. Fails with kFileUnreadable.
Result<std::string> checksum_of_manifest(const std::string& bundle);
// The same of a folder that GenerationShelf::add() named.
std::string checksum_in(const std::string& folder);

}  // namespace twotower
