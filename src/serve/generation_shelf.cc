#include "serve/generation_shelf.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/atomic_directory.h"
#include "base/checksum.h"
#include "base/input_file.h"
#include "base/messages/serve_errors.h"
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
               ShelfFileUnreadable(from.string(), error.message())};
}

// Before a copy that would take what events need, too.
Result<void> check_room(const std::string& path, const Manifest& manifest) {
  constexpr std::uint64_t kOfTheStore = std::uint64_t{64} << 20;
  std::uint64_t bytes = kOfTheStore;
  for (const auto& [name, part] : manifest.files) bytes += part.bytes;
  std::error_code error;
  const auto space = fs::space(path, error);
  if (error || space.available >= bytes) return {};
  constexpr std::uint64_t kMebibyte = 1 << 20;
  return Error{ErrorCode::kStoreFull, "state.path",
               ShelfFull(bytes / kMebibyte, path, space.available / kMebibyte)};
}

// What is damaged in a copy that was just made is so in the original, which people know.
Result<Bundle> open_copy(const std::string& copy, const std::string& bundle) {
  auto opened = open_bundle(copy, LoadFor::kManySearches);
  if (opened.ok()) return opened;
  return about_original(opened.error(), copy, bundle + "/");
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

std::string GenerationShelf::path_of(const std::string& folder) const {
  return (fs::path(path_) / folder).string();
}

// The manifest first: where a bundle is replaced meanwhile, the parts do not fit it.
Result<GenerationShelf::Added> GenerationShelf::add(const std::string& bundle) {
  TWOTOWER_ASSIGN(const Manifest manifest, read_manifest(bundle));
  TWOTOWER_ASSIGN(const std::string checksum, checksum_of_manifest(bundle));
  TWOTOWER_TRY(check_room(path_, manifest));
  const std::string name = fmt::format("{}-{}", manifest.generation, checksum);
  TWOTOWER_ASSIGN(AtomicDirectory folder, AtomicDirectory::create(path_of(name)));
  std::vector<std::string> files = {std::string(Manifest::kFileName)};
  for (const auto& [file, part] : manifest.files) files.push_back(file);
  for (const std::string& file : files) {
    TWOTOWER_TRY(copy_file(fs::path(bundle) / file, folder.path_of(file)));
  }
  TWOTOWER_ASSIGN(Bundle opened, open_copy(folder.path_of(""), bundle));
  if (opened.manifest.generation != manifest.generation) {
    return Error{ErrorCode::kBundleCorrupt, bundle, BundleChanges(bundle)};
  }
  TWOTOWER_TRY(folder.commit());
  return Added{.bundle = std::move(opened), .folder = name};
}

Result<Bundle> GenerationShelf::open_generation(const std::string& folder) const {
  return open_bundle(path_of(folder), LoadFor::kManySearches);
}

Result<Manifest> GenerationShelf::manifest_of(const std::string& folder) const {
  return read_manifest(path_of(folder));
}

Result<bool> GenerationShelf::knows_any(const std::string& folder,
                                        std::span<const Id> users) const {
  TWOTOWER_ASSIGN(const IdMap known, read_user_ids(path_of(folder)));
  return std::ranges::any_of(users,
                             [&](const Id& user) { return known.find(to_view(user)).has_value(); });
}

// One that is gone, which damage does, is left out.
Result<void> GenerationShelf::copy_to(const std::string& to,
                                      std::span<const std::string> folders) const {
  std::error_code error;
  for (const std::string& name : folders) {
    if (!fs::exists(path_of(name), error)) continue;
    const fs::path folder = fs::path(to) / name;
    fs::create_directories(folder, error);
    if (error) return unwritable(folder.string(), error.value());
    for (const auto& entry : fs::directory_iterator(path_of(name), error)) {
      const fs::path file = folder / entry.path().filename();
      fs::create_hard_link(entry.path(), file, error);
      if (error) fs::copy_file(entry.path(), file, error);
      if (error) return unwritable(file.string(), error.value());
    }
    if (error) return unwritable(folder.string(), error.value());
  }
  return {};
}

Result<void> GenerationShelf::keep_only(std::span<const std::string> folders) {
  std::error_code error;
  std::vector<fs::path> others;
  for (const auto& entry : fs::directory_iterator(path_, error)) {
    if (std::ranges::find(folders, entry.path().filename().string()) == folders.end()) {
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
  TWOTOWER_ASSIGN(const std::string text,
                  read_file((fs::path(bundle) / Manifest::kFileName).string()));
  return to_hex(checksum_of(std::as_bytes(std::span(text))));
}

std::string checksum_in(const std::string& folder) {
  return folder.substr(folder.rfind('-') + 1);
}

}  // namespace twotower
