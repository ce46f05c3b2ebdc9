#include "store/conditional_write.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/checksum.h"
#include "base/json.h"
#include "base/messages/store_errors.h"

namespace twotower {

std::string entity_tag(const Value& features, const std::optional<std::int64_t>& version) {
  const std::string text = fmt::format("{} {}", to_json(features, JsonLayout::kOneLine),
                                       version.has_value() ? fmt::format("{}", *version) : "");
  return fmt::format("\"{}\"", to_hex(checksum_of(std::as_bytes(std::span(text)))));
}

namespace {

Result<void> check_tags(const WriteCondition& condition, const Present& present) {
  if (condition.if_match.empty() && condition.if_none_match.empty()) return {};
  const std::string tag = present.is_there ? entity_tag(present.features, present.version) : "";
  const auto has = [&](const std::vector<std::string>& tags) {
    return present.is_there &&
           std::ranges::any_of(tags, [&](const auto& one) { return one == "*" || one == tag; });
  };
  if (has(condition.if_none_match)) {
    return Error{ErrorCode::kRequestPrecondition, "If-None-Match", EntityThere(tag)};
  }
  if (condition.if_match.empty() || has(condition.if_match)) return {};
  if (!present.is_there) {
    return Error{ErrorCode::kRequestPrecondition, "If-Match", EntityMissing()};
  }
  return Error{ErrorCode::kRequestPrecondition, "If-Match", EntityChanged(condition.if_match, tag)};
}

}  // namespace

Result<WriteStatus> judge_write(const WriteCondition& condition, const Present& present) {
  TWOTOWER_TRY(check_tags(condition, present));
  const bool is_stale = condition.version.has_value() && present.version.has_value() &&
                        *condition.version < *present.version;
  if (is_stale) return WriteStatus::kStale;
  if (condition.mode == WriteMode::kInsertOnly && present.is_there) return WriteStatus::kExists;
  if (condition.mode == WriteMode::kUpdateOnly && !present.is_there) return WriteStatus::kMissing;
  return WriteStatus::kStored;
}

}  // namespace twotower
