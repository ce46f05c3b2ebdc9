#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace twotower {

enum class WriteMode { kUpsert, kInsertOnly, kUpdateOnly };
constexpr auto option_names(WriteMode) {
  return std::array<std::string_view, 3>{"upsert", "insert_only", "update_only"};
}

// What became of a write of an item or a user.
enum class WriteStatus {
  kStored,
  kRemoved,
  kStale,    // a higher version was written before: nothing changed
  kExists,   // and was to be new: nothing changed
  kMissing,  // and was to be there: nothing changed
  kRefused,  // an error says why: nothing changed
};
constexpr auto option_names(WriteStatus) {
  return std::array<std::string_view, 6>{"stored", "removed", "stale",
                                         "exists", "missing", "refused"};
}

// Under which something is written.
struct WriteCondition {
  WriteMode mode = WriteMode::kUpsert;
  std::optional<std::int64_t> version;
  // Tags of which one must be that of what is there, as If-Match lists them: "a1b2", in quotes, or
  // *. Empty: none needs to be.
  std::vector<std::string> if_match;
  // Tags of which none may be, as If-None-Match lists them.
  std::vector<std::string> if_none_match;
};

// What is there before a write.
struct Present {
  bool is_there = false;
  Value features;
  std::optional<std::int64_t> version;  // of what was removed, too
};

// What names a state of features and version, in quotes: another state has another one (RFC 9110,
// section 8.8.3).
std::string entity_tag(const Value& features, const std::optional<std::int64_t>& version);

// kStored where it may be written, or why not. A version that equals the one that is there may be
// written: it is the same once more. Fails with kRequestPrecondition where tags say that
// it may not.
Result<WriteStatus> judge_write(const WriteCondition& condition, const Present& present);

}  // namespace twotower
