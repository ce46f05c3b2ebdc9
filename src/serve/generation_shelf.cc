#include "serve/generation_shelf.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/atomic_directory.h"
#include "base/checksum.h"
#include "base/mapped_file.h"
#include "base/output_file.h"
#include "base/partial_path.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

Result<void> copy_file(const fs::path& from, const std::string& to) {
  std::error_code error;
  fs::copy_file(from, to, error);
  if (!error) return {};
  // Which of the two it was shows.
  std::error_code ignored;
  if (fs::exists(from, ignored)) return unwritable(to, error.value());
  return Error{ErrorCode::kFileUnreadable, from.string(),
               fmt::format("{} cannot be read: {}", from.string(), error.message())};
}

}  // namespace

Result<GenerationShelf> GenerationShelf::open(std::string path) {
  std::error_code error;
  const bool is_new = fs::create_directories(path, error);
  if (error) return unwritable(path, error.value());
  if (is_new) {
    // Bundles have ids of users, as the rest of the folder has.
    fs::permissions(path, fs::perms::owner_all, error);
    TWOTOWER_TRY(sync_folder(folder_of(path)));
  }
  return GenerationShelf(std::move(path));
}

std::string GenerationShelf::path_of(const std::string& id) const {
  return (fs::path(path_) / id).string();
}

// The manifest first: where a bundle is replaced meanwhile, the parts do not fit it.
Result<Bundle> GenerationShelf::add(const std::string& bundle) {
  TWOTOWER_ASSIGN(const Manifest manifest, read_manifest(bundle));
  TWOTOWER_ASSIGN(AtomicDirectory folder, AtomicDirectory::create(path_of(manifest.generation)));
  std::vector<std::string> names = {std::string(Manifest::kFileName)};
  for (const auto& [name, file] : manifest.files) names.push_back(name);
  for (const std::string& name : names) {
    TWOTOWER_TRY(copy_file(fs::path(bundle) / name, folder.path_of(name)));
  }
  TWOTOWER_ASSIGN(Bundle opened, open_bundle(folder.path_of(""), LoadFor::kManySearches));
  if (opened.manifest.generation != manifest.generation) {
    return Error{ErrorCode::kBundleCorrupt, bundle, bundle + " changes while it is read"};
  }
  TWOTOWER_TRY(folder.commit());
  return opened;
}

Result<Bundle> GenerationShelf::open_generation(const std::string& id) const {
  return open_bundle(path_of(id), LoadFor::kManySearches);
}

Result<Manifest> GenerationShelf::manifest_of(const std::string& id) const {
  return read_manifest(path_of(id));
}

Result<bool> GenerationShelf::knows_any(const std::string& id, std::span<const Id> users) const {
  TWOTOWER_ASSIGN(const IdMap known, read_user_ids(path_of(id)));
  return std::ranges::any_of(users,
                             [&](const Id& user) { return known.find(to_view(user)).has_value(); });
}

Result<void> GenerationShelf::copy_to(const std::string& folder,
                                      std::span<const std::string> ids) const {
  std::error_code error;
  for (const std::string& id : ids) {
    const fs::path to = fs::path(folder) / id;
    fs::create_directories(to, error);
    for (const auto& entry : fs::directory_iterator(path_of(id), error)) {
      const fs::path file = to / entry.path().filename();
      fs::create_hard_link(entry.path(), file, error);
      if (error) fs::copy_file(entry.path(), file, error);
      if (error) return unwritable(file.string(), error.value());
    }
    if (error) return unwritable(to.string(), error.value());
  }
  return {};
}

Result<void> GenerationShelf::keep_only(std::span<const std::string> ids) {
  std::error_code error;
  std::vector<fs::path> others;
  for (const auto& entry : fs::directory_iterator(path_, error)) {
    if (std::ranges::find(ids, entry.path().filename().string()) == ids.end()) {
      others.push_back(entry.path());
    }
  }
  for (const fs::path& other : others) {
    fs::remove_all(other, error);
    if (error) return unwritable(other.string(), error.value());
  }
  if (error) return unwritable(path_, error.value());
  return others.empty() ? Result<void>() : sync_folder(path_);
}

Result<std::string> checksum_of_manifest(const std::string& bundle) {
  TWOTOWER_ASSIGN(const MappedFile file,
                  MappedFile::open((fs::path(bundle) / Manifest::kFileName).string()));
  return to_hex(checksum_of(file.bytes()));
}

}  // namespace twotower
