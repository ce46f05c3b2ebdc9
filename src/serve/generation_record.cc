#include "serve/generation_record.h"

#include <algorithm>
#include <tuple>

#include "base/messages/error_messages.h"
#include "base/options.h"

namespace twotower {

const KeptGeneration* GenerationRecord::find(const std::string& id) const {
  const auto found = std::ranges::find(generations, id, &KeptGeneration::id);
  return found == generations.end() ? nullptr : &*found;
}

KeptGeneration& GenerationRecord::add(const std::string& id, std::int64_t now) {
  const auto found = std::ranges::find(generations, id, &KeptGeneration::id);
  if (found != generations.end()) return *found;
  return generations.emplace_back(KeptGeneration{.id = id, .added = now});
}

void GenerationRecord::prune(std::size_t keep) {
  const auto age = [&](const KeptGeneration& one) {
    return std::tuple(one.id != active, one.activated == 0, -one.activated, -one.added);
  };
  std::ranges::stable_sort(generations, {}, age);
  if (generations.size() <= keep) return;
  const auto is_older = [](const KeptGeneration& a, const KeptGeneration& b) {
    return std::tuple(!a.refused.empty(), a.added) < std::tuple(!b.refused.empty(), b.added);
  };
  const auto newest = std::ranges::max_element(generations, is_older);
  const auto first_dropped = generations.begin() + static_cast<std::ptrdiff_t>(keep);
  if (newest >= first_dropped && !newest->refused.empty()) {
    std::iter_swap(first_dropped, newest);
    ++keep;
  }
  generations.resize(keep);
}

std::vector<std::string> GenerationRecord::folders() const {
  std::vector<std::string> folders;
  for (const KeptGeneration& one : generations) folders.push_back(one.folder);
  return folders;
}

Result<GenerationRecord> read_record(const Store& store) {
  TWOTOWER_ASSIGN(const Value kept, store.document(Document::kGenerations));
  if (kept.is_null()) return GenerationRecord();
  auto record = read_options<GenerationRecord>(kept, "generations");
  if (record.ok()) return record;
  return Error{ErrorCode::kStoreCorrupt, "state.path", RecordUnreadable(record.error().message)};
}

}  // namespace twotower
