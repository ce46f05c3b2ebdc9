#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "bundle/bundle.h"
#include "bundle/with_items.h"
#include "messages/language.h"
#include "serve/rules.h"
#include "store/change.h"
#include "store/conditional_write.h"

namespace twotower {

// An item as a client wants it to be.
struct ItemRequest {
  Id id;
  Value features;  // map from columns of the items table to values; those that it lacks are missing
  bool is_removal = false;
  WriteCondition condition;
  std::string request_id;
};

// What became of it.
struct WriteOutcome {
  WriteStatus status = WriteStatus::kStored;
  std::optional<std::int64_t> version;  // that is there now
  std::vector<std::string> unread;      // columns that the generation has no use for: they are kept
  std::vector<std::string> not_given;   // that its model reads: they are missing
  std::string tag;                      // of what is stored; see entity_tag()
  std::optional<Error> error;           // of what was refused
};

// {status, version?, unread?, not_given?, error?}, the error as refusal_value() gives it.
Value to_value(const WriteOutcome& outcome, Language language);

// Told of all items of a call, in their order, or why none was written.
using ItemsDone = std::function<void(Result<std::vector<WriteOutcome>>)>;

// An item as it is there.
struct KnownItem {
  Id id;
  Value features;
  std::optional<std::int64_t> version;
};

// {id, features, version?}.
Value to_value(const KnownItem& item);
std::string tag_of(const KnownItem& item);

// What a generation answers from, with items put into it one after the other. Not thread-safe.
class ItemChanges {
 public:
  // `rules`: what items must pass beside the bundle's own.
  ItemChanges(const Bundle& bundle, const ServeRules& rules);

  const Bundle& bundle() const { return change_.bundle; }

  // Adds or replaces items of distinct ids; each that the generation cannot read is left out, and
  // gets its error. errors: [items].
  void put(std::span<const StoredItem* const> items, std::span<std::optional<Error>> errors);
  void remove(std::span<const Id> ids);

  // The same item with the columns that the generation can read, where it can read it at all: what
  // was written for one model may have other types than the next one's.
  std::optional<StoredItem> readable_part(const StoredItem& item) const;
  // Columns of an item that neither a feature nor a condition reads, and those that the model reads
  // and the item does not have.
  std::vector<std::string> unread(const Value& features) const;
  std::vector<std::string> not_given(const Value& features) const;

  // What changed, or nothing.
  std::optional<ItemChange> take() &&;

 private:
  Result<ItemChange> with(std::span<const StoredItem* const> items) const;
  void take_over(ItemChange next);

  ItemChange change_;
  std::vector<std::string> read_;  // columns that the bundle has a use for
  std::vector<Condition> rules_;
};

// The raw columns of an item of the bundle.
Value features_of(const Bundle& bundle, std::uint32_t slot);

// An item of the bundle, as it is there; none where it is not.
std::optional<KnownItem> item_of(const Bundle& bundle, const Id& id);

// Puts stored items of distinct ids into a generation of another model than they were written for:
// what it cannot read of one is left out, and told in the log.
void replay_into(ItemChanges& changes, std::span<const StoredItem> items);

}  // namespace twotower
