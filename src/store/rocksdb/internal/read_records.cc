#include "store/rocksdb/internal/read_records.h"

#include <utility>

#include "base/messages/store_errors.h"
#include "store/records.h"

namespace twotower {

Result<LoggedEvent> read_event(const Database& database, std::string_view value) {
  auto event = event_of_record(record_in(value));
  if (!event.has_value() || value.size() < kNumberBytes) return database.corrupt(StoredEvent());
  return std::move(*event);
}

Result<Id> canonical_user(const Database& database, const Id& user_id) {
  constexpr int kMostMerges = 100'000;  // of one into the next: no circle can be made
  Id known = user_id;
  for (int i = 0; i < kMostMerges; ++i) {
    TWOTOWER_ASSIGN(const auto entry, database.get(kAlias, database.digest_of(known)));
    if (!entry.has_value()) return known;
    auto alias = alias_of_record(*entry);
    if (!alias.has_value()) return database.corrupt(StoredAlias());
    known = std::move(*alias);
  }
  return database.corrupt(StoredAlias());
}

}  // namespace twotower
