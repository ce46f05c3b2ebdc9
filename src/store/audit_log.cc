#include "store/audit_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>

#include "base/file_descriptor.h"
#include "base/json.h"
#include "base/log.h"
#include "base/messages/store_errors.h"
#include "base/options.h"
#include "base/output_file.h"
#include "base/timestamp.h"

namespace twotower {
namespace {

namespace fs = std::filesystem;

std::string line_of(const Change& change) {
  Value::Map map{{"time", Value(to_string(Timestamp{change.origin.arrived}))},
                 {"position", Value(static_cast<std::int64_t>(change.position))},
                 {"change", to_value(change.kind)}};
  if (!change.digest.empty()) map.push_back({"id", Value(change.digest)});
  if (!change.other_digest.empty()) map.push_back({"into", Value(change.other_digest)});
  if (change.version.has_value()) map.push_back({"version", Value(*change.version)});
  if (!change.generation.empty()) map.push_back({"generation", Value(change.generation)});
  if (!change.origin.request_id.empty()) {
    map.push_back({"request_id", Value(change.origin.request_id)});
  }
  return to_json(Value(std::move(map)), JsonLayout::kOneLine) + "\n";
}

LogPosition position_in(std::string_view line) {
  const auto map = parse_json(line, "");
  const Value* position = map.ok() ? map.value().find("position") : nullptr;
  const auto number = position == nullptr ? std::nullopt : position->to_integer();
  return number.has_value() && *number > 0 ? static_cast<LogPosition>(*number) : 0;
}

Result<void> append(const std::string& path, std::string_view bytes) {
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (!file.is_open()) return unwritable(path, errno);
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int reason = errno;
      if (::ftruncate(file.get(), size) != 0) return unwritable(path, errno);  // no half lines
      return unwritable(path, reason);
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace

Result<AuditLog> AuditLog::open(const std::string& path) {
  constexpr std::uint64_t kMostOfLines = 1 << 16;  // bytes that the last two lines may have
  std::error_code error;
  if (!fs::exists(path, error)) return AuditLog(path, 0);
  const std::uint64_t size = fs::file_size(path, error);
  if (error) return unwritable(path, error.value());
  std::string tail(std::min(size, kMostOfLines), '\0');
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(size - tail.size()));
  file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  if (!file) return Error{ErrorCode::kFileUnreadable, path, AuditUnreadable(path)};
  const std::size_t end = tail.rfind('\n') + 1;  // 0 where there is none
  if (end < tail.size()) fs::resize_file(path, size - (tail.size() - end), error);
  if (error) return unwritable(path, error.value());
  tail.resize(end);
  if (tail.empty()) return AuditLog(path, 0);
  const std::size_t before = tail.size() < 2 ? std::string::npos : tail.rfind('\n', end - 2);
  return AuditLog(path, position_in(tail.substr(before + 1)));
}

Result<void> AuditLog::follow(const Backend& backend) {
  constexpr std::size_t kMostTogether = 4096;
  if (last_ > backend.last_position()) {
    log_error(
        "{} ends with position {}, and the newest is {}: it is damaged, and its lines follow once "
        "more",
        path_, last_, backend.last_position());
    last_ = 0;
  }
  while (last_ < backend.last_position()) {
    TWOTOWER_ASSIGN(const auto changes, backend.changes_above(last_, kMostTogether));
    if (changes.empty()) return {};
    std::string lines;
    for (const Change& change : changes) lines += line_of(change);
    TWOTOWER_TRY(append(path_, lines));
    last_ = changes.back().position;
  }
  return {};
}

}  // namespace twotower
