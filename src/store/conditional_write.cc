#include "store/conditional_write.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

#include "base/checksum.h"
#include "base/json.h"

namespace twotower {

std::string entity_tag(const Value& features, const std::optional<std::int64_t>& version) {
  const std::string text = fmt::format("{} {}", to_json(features, JsonLayout::kOneLine),
                                       version.has_value() ? fmt::format("{}", *version) : "");
  return fmt::format("\"{}\"", to_hex(checksum_of(std::as_bytes(std::span(text)))));
}

Result<WriteStatus> judge_write(const WriteCondition& condition, const Present& present) {
  if (!condition.if_match.empty()) {
    const std::string tag = present.is_there ? entity_tag(present.features, present.version) : "";
    const bool matches = present.is_there && std::ranges::any_of(condition.if_match, [&](auto& t) {
                           return t == "*" || t == tag;
                         });
    if (!matches) {
      return Error{ErrorCode::kRequestPrecondition, "If-Match",
                   present.is_there ? fmt::format("If-Match has {}, here is {}: somebody changed "
                                                  "it; read it again",
                                                  fmt::join(condition.if_match, ", "), tag)
                                    : "If-Match: there is nothing here"};
    }
  }
  const bool is_stale = condition.version.has_value() && present.version.has_value() &&
                        *condition.version < *present.version;
  if (is_stale) return WriteStatus::kStale;
  if (condition.mode == WriteMode::kInsertOnly && present.is_there) return WriteStatus::kExists;
  if (condition.mode == WriteMode::kUpdateOnly && !present.is_there) return WriteStatus::kMissing;
  return WriteStatus::kStored;
}

}  // namespace twotower
