#include "store/state_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <cerrno>
#include <filesystem>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/checksum.h"
#include "base/input_file.h"
#include "base/json.h"
#include "base/messages/store_errors.h"
#include "base/output_file.h"
#include "base/partial_path.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFormatFile = "format";
constexpr const char* kAcknowledgedFile = "acknowledged";
constexpr const char* kLockFile = "lock";

Error corrupt(const std::string& path) {
  return {ErrorCode::kStoreCorrupt, "state.path", StateFileDamaged(path)};
}

std::string checksum_of_position(std::int64_t position) {
  const std::string text = fmt::format("{}", position);
  return to_hex(checksum_of(std::as_bytes(std::span(text))));
}

// Small files of ours, maps of JSON. Null where there is none.
Result<Value> read_map(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return Value();
  const auto text = read_file(path);
  if (!text.ok()) return corrupt(path);
  auto value = parse_json(text.value(), path);
  if (!value.ok() || value.value().as<Value::Map>() == nullptr) return corrupt(path);
  return std::move(value).value();
}

std::optional<std::int64_t> integer_at(const Value& map, std::string_view key) {
  const Value* value = map.find(key);
  return value == nullptr ? std::nullopt : value->to_integer();
}

// With the folders above it. It has ids of users: nobody else may read it.
Result<void> make_folder(const std::string& path) {
  std::error_code error;
  std::vector<fs::path> made;
  for (fs::path folder = fs::absolute(path); !fs::exists(folder, error);
       folder = folder.parent_path()) {
    made.push_back(folder);
  }
  fs::create_directories(path, error);
  if (!error && !made.empty()) fs::permissions(path, fs::perms::owner_all, error);
  if (error) return unwritable(path, error.value());
  for (const fs::path& folder : made) TWOTOWER_TRY(sync_folder(folder_of(folder.string())));
  return {};
}

Error locked(const std::string& path) {
  return {ErrorCode::kStoreLocked, "state.path", StateFolderLocked(path)};
}

// A new one has what a start left that was ended early.
Result<void> check_new(const std::string& path) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename().string();
    // The last is of a file system that is mounted there.
    if (name == kLockFile || name.starts_with('.') || name == "lost+found") continue;
    return Error{ErrorCode::kStoreCorrupt, "state.path",
                 StateFolderForeign(path, name, kFormatFile)};
  }
  return error ? Result<void>(unwritable(path, error.value())) : Result<void>();
}

}  // namespace

StateFolder::StateFolder(std::string path, FileDescriptor lock)
    : path_(std::move(path)), lock_(std::move(lock)) {}

Result<StateFolder> StateFolder::open(const std::string& path) {
  TWOTOWER_TRY(make_folder(path));
  const std::string lock_path = (fs::path(path) / kLockFile).string();
  FileDescriptor lock(::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!lock.is_open()) return unwritable(lock_path, errno);
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return locked(path);
  StateFolder folder(path, std::move(lock));
  std::error_code ignored;
  if (!fs::exists(folder.path_of(kFormatFile), ignored)) {
    TWOTOWER_TRY(check_new(path));
    TWOTOWER_TRY(folder.write_format());
  }
  TWOTOWER_TRY(folder.read_format());
  return folder;
}

Result<FileDescriptor> StateFolder::keep_unused(const std::string& path) {
  const std::string lock_path = (fs::path(path) / kLockFile).string();
  FileDescriptor lock(::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!lock.is_open()) lock = FileDescriptor(::open(lock_path.c_str(), O_RDONLY | O_CLOEXEC));
  // Without one nobody may write there, so no server runs.
  if (lock.is_open() && ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0) return locked(path);
  return lock;
}

Result<StateFolder> StateFolder::open_to_read(const std::string& path) {
  StateFolder folder(path, FileDescriptor());
  std::error_code ignored;
  if (!fs::exists(folder.path_of(kFormatFile), ignored)) {
    return Error{ErrorCode::kFileUnreadable, "state.path", StateFolderMissing(path, kFormatFile)};
  }
  TWOTOWER_TRY(folder.read_format());
  if (!folder.is_older()) return folder;
  return Error{ErrorCode::kStoreCorrupt, "state.path",
               StateFormatOlder(path, folder.format_, kFormat)};
}

std::string StateFolder::path_of_older() const {
  return path_of(fmt::format("before-format-{}", kFormat));
}

Result<void> StateFolder::copy_files_to(const std::string& folder) const {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path_, error)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file(error) || name == kLockFile || name.starts_with('.')) continue;
    fs::copy_file(entry.path(), fs::path(folder) / name, error);
    if (error) return unwritable((fs::path(folder) / name).string(), error.value());
  }
  if (error) return unwritable(folder, error.value());
  return {};
}

Result<void> StateFolder::write_format() {
  TWOTOWER_TRY(write_file(path_of(kFormatFile),
                          to_json(Value(Value::Map{{"format", Value(kFormat)}})) + "\n"));
  format_ = kFormat;
  return {};
}

std::string StateFolder::path_of(const std::string& name) const {
  return (fs::path(path_) / name).string();
}

Result<void> StateFolder::sync() const {
  return sync_folder(path_);
}

Result<void> StateFolder::read_format() {
  const std::string path = path_of(kFormatFile);
  TWOTOWER_ASSIGN(const Value written, read_map(path));
  const auto format = integer_at(written, "format");
  if (!format.has_value() || *format < 1) return corrupt(path);
  format_ = *format;
  if (format_ > kFormat) {
    return Error{ErrorCode::kStoreNewer, "state.path", StateFormatNewer(path_, format_, kFormat)};
  }
  if (format_ >= kOldestFormat) return {};
  return Error{ErrorCode::kStoreCorrupt, "state.path", StateFormatUnknown(path_, format_)};
}

Result<LogPosition> StateFolder::acknowledged() const {
  const std::string path = path_of(kAcknowledgedFile);
  TWOTOWER_ASSIGN(const Value written, read_map(path));
  if (written.is_null()) return LogPosition{0};
  const auto position = integer_at(written, "position");
  const Value* checksum = written.find("checksum");
  const auto* text = checksum == nullptr ? nullptr : checksum->as<std::string>();
  if (!position.has_value() || *position < 0 || text == nullptr ||
      *text != checksum_of_position(*position)) {
    return corrupt(path);
  }
  return static_cast<LogPosition>(*position);
}

Result<void> StateFolder::write_acknowledged(LogPosition position) const {
  const auto number = static_cast<std::int64_t>(position);
  return write_file(path_of(kAcknowledgedFile),
                    to_json(Value(Value::Map{{"position", Value(number)},
                                             {"checksum", Value(checksum_of_position(number))}})) +
                        "\n");
}

}  // namespace twotower
