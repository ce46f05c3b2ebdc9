#include "run/state_copies.h"

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "base/atomic_directory.h"
#include "base/output_file.h"
#include "bundle/bundle.h"
#include "run/internal/open_store.h"
#include "serve/generation_record.h"
#include "serve/generation_shelf.h"
#include "store/rocksdb/rocksdb_backend.h"
#include "store/state_folder.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

// What is copied does not age meanwhile.
constexpr Duration kForEver = {.microseconds = 36'500 * kMicrosecondsADay};

std::string generations_of(const std::string& folder) {
  return (fs::path(folder) / kGenerationsFolder).string();
}

Result<void> check_free(const std::string& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return {};
  return Error{
      ErrorCode::kFileUnwritable, path,
      fmt::format("{} is there already; name a folder that is not, or move it away", path)};
}

// For nobody else to read: it has ids of users.
Result<void> copy_all(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::copy(from, to, fs::copy_options::recursive, error);
  if (!error) fs::permissions(to, fs::perms::owner_all, error);
  if (error) return unwritable(to, error.value());
  return {};
}

Result<void> check_generations(const std::string& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return {};
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    TWOTOWER_TRY(open_bundle(entry.path().string()));
  }
  if (error) return unwritable(folder, error.value());
  return {};
}

}  // namespace

Result<Backup> back_up_state(const std::string& state, const std::string& to) {
  TWOTOWER_TRY(check_free(to));
  TWOTOWER_TRY(StateFolder::open_to_read(state));  // one that is there
  auto opened = open_store({.path = state, .keep = kForEver});
  if (!opened.ok() && opened.error().code == ErrorCode::kStoreLocked) {
    Error error = opened.error();
    error.message = fmt::format(
        "{} belongs to a server that runs; have that write a backup, POST "
        "/v1/backups, or end it",
        state);
    return error;
  }
  TWOTOWER_ASSIGN(const std::unique_ptr<Store> store, std::move(opened));
  TWOTOWER_ASSIGN(const GenerationRecord record, read_record(*store));
  TWOTOWER_ASSIGN(const auto shelf, GenerationShelf::open(generations_of(state)));
  TWOTOWER_TRY(copy_state(*store, shelf, record.folders(), to));
  return Backup{.path = to, .position = static_cast<std::int64_t>(store->last_position())};
}

Result<void> restore_state(const std::string& backup, const std::string& state) {
  TWOTOWER_TRY(check_free(state));
  TWOTOWER_TRY(StateFolder::open_to_read(backup));
  TWOTOWER_ASSIGN(AtomicDirectory folder, AtomicDirectory::create(state));
  const std::string copy = folder.path_of("");
  TWOTOWER_TRY(copy_all(backup, copy));
  TWOTOWER_TRY(check_generations(generations_of(copy)));
  TWOTOWER_TRY(restore_rocksdb(copy));
  TWOTOWER_ASSIGN(const bool is_there, folder.commit_to_free(state));
  return is_there ? Result<void>() : check_free(state);
}

}  // namespace twotower
