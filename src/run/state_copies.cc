#include "run/state_copies.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "base/atomic_directory.h"
#include "base/file_descriptor.h"
#include "base/messages/error_messages.h"
#include "base/messages/run_errors.h"
#include "base/options.h"
#include "base/output_file.h"
#include "bundle/bundle.h"
#include "run/internal/open_store.h"
#include "serve/generation_record.h"
#include "serve/generation_shelf.h"
#include "store/committer.h"
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
  if (path.empty()) return Error{ErrorCode::kUsageWrong, "--to", FolderFlagEmpty("--to")};
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(path, ignored))) return {};
  return Error{ErrorCode::kFileUnwritable, path, StateCopyTaken(path)};
}

bool lies_within(const std::string& path, const std::string& folder) {
  std::error_code ignored;
  const fs::path inner = fs::weakly_canonical(fs::absolute(path), ignored);
  const fs::path outer = fs::weakly_canonical(fs::absolute(folder), ignored);
  return std::ranges::mismatch(outer, inner).in1 == outer.end();
}

Error within(const std::string& path, const std::string& folder) {
  return {ErrorCode::kFileUnwritable, path, StateCopyWithin(path, folder)};
}

// For nobody else to read: it has ids of users.
Result<void> copy_all(const StateFolder& from, const std::string& to) {
  TWOTOWER_TRY(from.copy_files_to(to));
  std::error_code error;
  for (const char* part : {"rocksdb", kGenerationsFolder}) {
    const std::string folder = from.path_of(part);
    if (!fs::exists(folder, error)) continue;
    fs::copy(folder, fs::path(to) / part, fs::copy_options::recursive, error);
    if (error) return unwritable(folder, error.value());
  }
  fs::permissions(to, fs::perms::owner_all, error);
  if (error) return unwritable(to, error.value());
  return {};
}

// Without the one that serves there is no server; without another one, which the record forgets,
// there is.
Result<Restored> check_generations(const std::string& state) {
  Restored restored;
  TWOTOWER_ASSIGN(const auto store, open_store({.path = state, .keep = kForEver}));
  TWOTOWER_ASSIGN(GenerationRecord record, read_record(*store));
  for (const KeptGeneration& one : std::vector(record.generations)) {
    const std::string folder = (fs::path(generations_of(state)) / one.folder).string();
    const auto bundle = open_bundle(folder);
    if (bundle.ok()) continue;
    if (one.id == record.active) return bundle.error();
    restored.left_out.push_back(bundle.error());
    std::error_code error;
    fs::remove_all(folder, error);
    if (error) return unwritable(folder, error.value());
    std::erase_if(record.generations, [&](const auto& kept) { return kept.id == one.id; });
    TWOTOWER_TRY(wait_for([&](auto done) {
      return store->put_document(Document::kGenerations, to_value(record),
                                 {.kind = Change::Kind::kGenerationRefused, .generation = one.id},
                                 std::move(done));
    }));
  }
  return restored;
}

}  // namespace

Result<Backup> back_up_state(const std::string& state, const std::string& to) {
  TWOTOWER_TRY(check_free(to));
  if (lies_within(to, state) && !lies_within(to, state + "/backups")) return within(to, state);
  TWOTOWER_TRY(StateFolder::open_to_read(state));  // one that is there
  auto opened = open_store({.path = state, .keep = kForEver});
  if (!opened.ok() && opened.error().code == ErrorCode::kStoreLocked) {
    Error error = opened.error();
    error.message = StateOfServer(state);
    return error;
  }
  TWOTOWER_ASSIGN(const std::unique_ptr<Store> store, std::move(opened));
  TWOTOWER_ASSIGN(const GenerationRecord record, read_record(*store));
  TWOTOWER_ASSIGN(const auto shelf, GenerationShelf::open(generations_of(state)));
  TWOTOWER_TRY(copy_state(*store, shelf, record.folders(), to));
  return Backup{.path = to, .position = static_cast<std::int64_t>(store->last_position())};
}

Result<Restored> restore_state(const std::string& backup, const std::string& state) {
  TWOTOWER_TRY(check_free(state));
  if (lies_within(state, backup)) return within(state, backup);
  TWOTOWER_ASSIGN(const StateFolder source, StateFolder::open_to_read(backup));
  TWOTOWER_ASSIGN(const FileDescriptor unused, StateFolder::keep_unused(backup));
  TWOTOWER_ASSIGN(AtomicDirectory folder, AtomicDirectory::create(state));
  const std::string copy = folder.path_of("");
  TWOTOWER_TRY(copy_all(source, copy));
  const auto store = restore_rocksdb(copy);
  if (!store.ok()) return about_original(store.error(), copy, backup + "/");
  auto checked = check_generations(copy);
  if (!checked.ok()) return about_original(checked.error(), copy, backup + "/");
  Restored restored = std::move(checked).value();
  for (Error& error : restored.left_out) error = about_original(error, copy, backup + "/");
  TWOTOWER_ASSIGN(const bool is_there, folder.commit_to_free(state));
  if (is_there) return restored;
  TWOTOWER_TRY(check_free(state));
  return Error{ErrorCode::kFileUnwritable, state, StateCopyRaced(state)};
}

}  // namespace twotower
