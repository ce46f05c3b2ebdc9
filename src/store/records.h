#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/backend.h"

namespace twotower {

// An event as bytes, those of store/records.proto, and back. The position in the log is not in
// them. Nothing comes back of what are not such bytes. Thread-safe.
std::string to_record(const UserEvent& event, std::int64_t arrived);
std::optional<LoggedEvent> event_of_record(std::string_view bytes);

// The same of whom a merged id stands for.
std::string to_record(const Id& alias_of);
std::optional<Id> alias_of_record(std::string_view bytes);

// The same of items, of what was given of users, and of changes without their positions.
std::string to_record(const StoredItem& item);
std::optional<StoredItem> item_of_record(std::string_view bytes);
std::string to_record(const StoredFeatures& features);
std::optional<StoredFeatures> features_of_record(std::string_view bytes);
std::string to_record(const Change& change);
std::optional<Change> change_of_record(std::string_view bytes);

}  // namespace twotower
