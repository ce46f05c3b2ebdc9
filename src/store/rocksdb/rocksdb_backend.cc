#include "store/rocksdb/rocksdb_backend.h"

#include <rocksdb/write_batch.h>
#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/atomic_directory.h"
#include "base/check.h"
#include "base/json.h"
#include "base/log.h"
#include "base/messages/store_errors.h"
#include "base/output_file.h"
#include "features/known_event_types.h"
#include "store/records.h"
#include "store/rocksdb/internal/database.h"
#include "store/rocksdb/internal/read_records.h"
#include "store/rocksdb/internal/user_eraser.h"
#include "store/state_folder.h"

namespace twotower {
namespace {

std::string text_of(const Id& id) {
  return to_string(to_view(id));
}

std::string_view key_of(Document which) {
  return which == Document::kRules ? kRulesKey : kGenerationsKey;
}

constexpr const char* kDatabase = "rocksdb";

Result<LogPosition> last_position_of(const Database& database) {
  TWOTOWER_ASSIGN(const auto last, database.get(kMeta, kPositionKey));
  return last.has_value() ? number_of(*last) : LogPosition{0};
}

// Whether all is there that clients were told of.
Result<void> check_acknowledged(const StateFolder& state, LogPosition last,
                                const std::string& folder) {
  TWOTOWER_ASSIGN(const LogPosition acknowledged, state.acknowledged());
  if (acknowledged <= last) return {};
  return Error{ErrorCode::kStoreLostWrites, "state.path", WritesLost(folder, last, acknowledged)};
}

// It has ids of users, whoever may look into the folder that it is in.
Result<void> make_private_folder(const std::string& path) {
  std::error_code error;
  const bool is_new = std::filesystem::create_directory(path, error);
  if (is_new) std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
  if (error) return unwritable(path, error.value());
  return {};
}

class RocksdbBackend final : public Backend {
 public:
  RocksdbBackend(StateFolder state, std::string folder, const RocksdbOptions& options)
      : state_(std::move(state)), folder_(std::move(folder)), options_(options) {}

  Result<void> open() {
    TWOTOWER_TRY(make_private_folder(state_.path_of(kDatabase)));
    TWOTOWER_ASSIGN(database_, Database::open(state_.path_of(kDatabase), folder_, options_));
    TWOTOWER_TRY(state_.sync());  // the folder of the database may be new
    if (state_.is_older()) TWOTOWER_TRY(upgrade());
    eraser_.emplace(*database_);
    TWOTOWER_TRY(eraser_->open());
    TWOTOWER_ASSIGN(last_position_, last_position_of(*database_));
    next_position_ = last_position_ + 1;
    TWOTOWER_TRY(go_on_moving());
    return check_acknowledged(state_, last_position(), folder_);
  }

  Result<std::vector<AddedEvent>> add_events(std::span<const UserEvent> events,
                                             std::int64_t arrived) override {
    LogPosition next = next_position_;
    rocksdb::WriteBatch batch;
    std::map<std::string, LogPosition> digests;  // of these events
    std::vector<AddedEvent> added;
    for (const UserEvent& event : events) {
      if (!event.event_id.empty()) {
        const std::string digest = database_->digest_of(event.event_id);
        TWOTOWER_ASSIGN(const auto before, find_digest(digest, digests, arrived));
        if (before.has_value()) {
          added.push_back({.position = *before, .is_duplicate = true});
          continue;
        }
        digests.emplace(digest, next);
        database_->put(batch, kDedupe, digest, time_bytes(arrived) + number_bytes(next));
      }
      TWOTOWER_ASSIGN(const Id user_id, canonical(event.user_id));
      add_event(batch, event, database_->digest_of(user_id), next, arrived);
      added.push_back({.position = next++});
    }
    if (next == next_position_) return added;
    TWOTOWER_TRY(write_up_to(next - 1, batch));
    return added;
  }

  Result<std::vector<LoggedEvent>> events_of(const Id& user_id, UserEvents which, LogPosition above,
                                             std::size_t max_count) const override {
    const std::string user = database_->digest_of(user_id);
    TWOTOWER_ASSIGN(const auto erasure, eraser_->find(user));
    // Once lists are purged, what is below came with a merge.
    if (erasure.has_value() && erasure->is_pending) above = std::max(above, erasure->position);
    std::vector<LoggedEvent> events;
    if (max_count == 0) return events;
    const Family family = which == UserEvents::kDone ? kUserLog : kShownLog;
    TWOTOWER_TRY(database_->scan(
        family, user, user + number_bytes(~above), [&](auto key, auto value) -> Result<bool> {
          TWOTOWER_ASSIGN(LoggedEvent event, read_event(*database_, value));
          event.position = ~number_of(key.substr(kDigestBytes));
          events.push_back(std::move(event));
          return events.size() < max_count;
        }));
    return events;
  }

  // The alias and all entries that are ever read of the user go together, at a position of their
  // own; where there are more, the rest follows, and the next merge or start goes on with it.
  Result<void> merge_users(const Id& from, const Id& into, const ChangeOrigin& origin) override {
    TWOTOWER_TRY(go_on_moving());
    TWOTOWER_ASSIGN(const Id source, canonical(from));
    TWOTOWER_ASSIGN(const Id target, canonical(into));
    if (text_of(source) == text_of(target)) return {};
    if (text_of(source) != text_of(from)) {
      return Error{ErrorCode::kRequestConflict, "from",
                   UserMergedAlready(text_of(from), text_of(source))};
    }
    const std::string user = database_->digest_of(from), other = database_->digest_of(target);
    TWOTOWER_ASSIGN(const auto erasure, eraser_->find(other));
    if (erasure.has_value() && erasure->is_pending) {
      return Error{ErrorCode::kServeBusy, "id", UserStillErased()};
    }
    rocksdb::WriteBatch batch;
    database_->put(batch, kAlias, user, to_record(target));
    database_->put(batch, kMerged, other + user, to_record(from));
    TWOTOWER_TRY(add_moved_features(user, other, batch));
    TWOTOWER_TRY(add_moved_entries(user, other, batch));
    add_change(batch, next_position_,
               {.kind = Change::Kind::kUserMerged,
                .origin = origin,
                .digest = hex_of(user),
                .other_digest = hex_of(other)});
    TWOTOWER_TRY(write_up_to(next_position_, batch));
    return go_on_moving();
  }

  Result<Id> canonical(const Id& user_id) const override {
    return canonical_user(*database_, user_id);
  }

  Result<StoredFeatures> features_of(const Id& user_id) const override {
    TWOTOWER_ASSIGN(const auto entry, database_->get(kUser, database_->digest_of(user_id)));
    if (!entry.has_value()) return StoredFeatures();
    auto features = features_of_record(*entry);
    if (!features.has_value()) return database_->corrupt(StoredUserFeatures());
    return std::move(*features);
  }

  Result<void> put_features(const Id& user_id, const StoredFeatures& features,
                            const ChangeOrigin& origin) override {
    const std::string user = database_->digest_of(user_id);
    rocksdb::WriteBatch batch;
    database_->put(batch, kUser, user, to_record(features));
    add_change(batch, next_position_,
               {.kind = Change::Kind::kUserPut,
                .origin = origin,
                .digest = hex_of(user),
                .version = features.version});
    return write_up_to(next_position_, batch);
  }

  Result<Erasure> erase_user(const Id& user_id, const OtherKnowledge& others,
                             const ChangeOrigin& origin) override {
    TWOTOWER_TRY(go_on_moving());
    TWOTOWER_ASSIGN(const Id known, canonical(user_id));
    TWOTOWER_ASSIGN(const auto before, erasure_of(known));
    std::vector<Id> merged;
    TWOTOWER_ASSIGN(const std::vector<std::string> users, all_who_are(known, merged));
    TWOTOWER_ASSIGN(const bool is_there, has_anything(known));
    const bool is_known = is_there || !merged.empty() || others.is_known;
    if (before.has_value() && !is_known) return *before;
    // The clock of this machine may be behind that of another, where bundles are made.
    Erasure erasure = {.position = next_position_,
                       .time = std::max(origin.arrived, others.made + 1)};
    rocksdb::WriteBatch batch;
    for (const std::string& user : users) {
      eraser_->add_to(batch, user, erasure);
      database_->remove(batch, kAlias, user);
      database_->remove(batch, kUser, user);
      TWOTOWER_TRY(each_merged_into(user, [&](std::string_view key, std::string_view /*id*/) {
        database_->remove(batch, kMerged, key);
      }));
    }
    add_change(batch, next_position_,
               {.kind = Change::Kind::kUserErased, .origin = origin, .digest = hex_of(users[0])});
    TWOTOWER_TRY(
        eraser_->erase(users, erasure, [&] { return write_up_to(next_position_, batch); }));
    erasure.merged = std::move(merged);
    return erasure;
  }

  Result<std::optional<Erasure>> erasure_of(const Id& user_id) const override {
    return eraser_->find(database_->digest_of(user_id));
  }

  Result<void> purge_erased() override { return eraser_->purge(); }
  bool has_erasures() const override { return eraser_->has_pending(); }
  void end_purge() override { database_->end_compactions(); }

  Result<std::optional<StoredItem>> item(const Id& item_id) const override {
    TWOTOWER_ASSIGN(const auto place, database_->get(kPlace, text_of(item_id)));
    if (!place.has_value()) return std::optional<StoredItem>();
    TWOTOWER_ASSIGN(const auto entry, database_->get(kItem, *place));
    if (!entry.has_value()) return database_->corrupt(StoredItemPlace());
    TWOTOWER_ASSIGN(StoredItem item, read_item(*place, *entry));
    return std::optional(std::move(item));
  }

  Result<std::vector<StoredItem>> items_above(LogPosition place,
                                              std::size_t max_count) const override {
    std::vector<StoredItem> items;
    if (max_count == 0) return items;
    TWOTOWER_TRY(database_->scan(kItem, number_bytes(place + 1), "",
                                 [&](auto key, auto value) -> Result<bool> {
                                   TWOTOWER_ASSIGN(StoredItem item, read_item(key, value));
                                   items.push_back(std::move(item));
                                   return items.size() < max_count;
                                 }));
    return items;
  }

  Result<void> put_items(std::span<const ItemWrite> writes, std::int64_t arrived) override {
    if (writes.empty()) return {};
    LogPosition next = next_position_;
    rocksdb::WriteBatch batch;
    std::map<std::string, std::string> places;  // of these items
    for (const ItemWrite& write : writes) {
      const StoredItem& item = write.item;
      const std::string text = text_of(item.id);
      std::string& place = places[text];
      if (place.empty()) {
        TWOTOWER_ASSIGN(const auto known, database_->get(kPlace, text));
        place = known.value_or(number_bytes(next));
        if (!known.has_value()) database_->put(batch, kPlace, text, place);
      }
      database_->put(batch, kItem, place, time_bytes(arrived) + to_record(item));
      add_change(batch, next++,
                 {.kind = item.is_removed ? Change::Kind::kItemRemoved : Change::Kind::kItemPut,
                  .origin = {.arrived = arrived, .request_id = write.request_id},
                  .item_id = item.id,
                  .digest = hex_of(database_->digest_of(text)),
                  .version = item.version});
    }
    return write_up_to(next - 1, batch);
  }

  Result<Value> document(Document which) const override {
    TWOTOWER_ASSIGN(const auto text, database_->get(kMeta, key_of(which)));
    if (!text.has_value()) return Value();
    auto document = parse_json(*text, key_of(which));
    if (!document.ok()) return database_->corrupt(StoredEntry(std::string(key_of(which))));
    return std::move(document).value();
  }

  Result<void> put_document(Document which, const Value& document, const Change& change) override {
    rocksdb::WriteBatch batch;
    if (document.is_null()) {
      database_->remove(batch, kMeta, key_of(which));
    } else {
      database_->put(batch, kMeta, key_of(which), to_json(document, JsonLayout::kOneLine));
    }

    add_change(batch, next_position_, change);
    return write_up_to(next_position_, batch);
  }

  Result<std::vector<Change>> changes_above(LogPosition above,
                                            std::size_t max_count) const override {
    std::vector<Change> changes;
    if (max_count == 0) return changes;
    TWOTOWER_TRY(database_->scan(kChanges, number_bytes(above + 1), "",
                                 [&](auto key, auto value) -> Result<bool> {
                                   auto change = change_of_record(record_in(value));
                                   if (!change.has_value() || value.size() < kNumberBytes)
                                     return database_->corrupt(StoredChange());
                                   change->position = number_of(key);
                                   changes.push_back(std::move(*change));
                                   return changes.size() < max_count;
                                 }));
    return changes;
  }

  LogPosition last_position() const override { return last_position_; }
  const std::string& log_id() const override { return database_->id(); }

  // What was acknowledged first: the rest may have more.
  Result<void> copy_to(const std::string& folder) const override {
    TWOTOWER_TRY(state_.copy_files_to(folder));
    return database_->copy_to((std::filesystem::path(folder) / kDatabase).string());
  }

  Result<void> note_acknowledged(LogPosition position) override {
    return state_.write_acknowledged(position);
  }

 private:
  // From the format of a program before, of which a copy stays. Opening has given the database its
  // id; nothing else differs.
  Result<void> upgrade() {
    const std::string older = state_.path_of_older();
    std::error_code error;
    std::filesystem::remove_all(older, error);  // of an upgrade that was cut short
    if (error) return unwritable(older, error.value());
    TWOTOWER_ASSIGN(AtomicDirectory folder, AtomicDirectory::create(older));
    TWOTOWER_TRY(copy_to(folder.path_of("")));
    TWOTOWER_TRY(folder.commit());
    TWOTOWER_TRY(state_.write_format());
    log_info("{} has the format of this program now; what it was before is in {}, which may go",
             folder_, older);
    return {};
  }

  // Writes a batch that ends with a position. Where it fails, whether the positions are taken is
  // not known: they are given to none.
  Result<void> write_up_to(LogPosition last, rocksdb::WriteBatch& batch) {
    database_->put(batch, kMeta, kPositionKey, number_bytes(last));
    next_position_ = last + 1;
    TWOTOWER_TRY(database_->write(batch));
    last_position_ = last;
    return {};
  }

  void add_change(rocksdb::WriteBatch& batch, LogPosition position, const Change& change) const {
    database_->put(batch, kChanges, number_bytes(position),
                   time_bytes(change.origin.arrived) + to_record(change));
  }

  // Those of the known user stay.
  Result<void> add_moved_features(const std::string& from, const std::string& into,
                                  rocksdb::WriteBatch& batch) const {
    TWOTOWER_ASSIGN(const auto known, database_->get(kUser, into));
    TWOTOWER_ASSIGN(const auto moved, database_->get(kUser, from));
    if (moved.has_value() && !known.has_value()) database_->put(batch, kUser, into, *moved);
    if (moved.has_value()) database_->remove(batch, kUser, from);
    return {};
  }

  // Has a batch move entries of a user to another one, of each list the newest, as many as anybody
  // reads; where there may be more it says so.
  Result<void> add_moved_entries(const std::string& from, const std::string& into,
                                 rocksdb::WriteBatch& batch) const {
    constexpr std::size_t kMostMoved = 10'000;
    TWOTOWER_ASSIGN(const auto erasure, eraser_->find(from));
    const LogPosition above = erasure.has_value() && erasure->is_pending ? erasure->position : 0;
    bool may_be_more = false;
    for (const Family family : {kUserLog, kShownLog}) {
      std::size_t num_moved = 0;
      TWOTOWER_TRY(database_->scan(
          family, from, from + number_bytes(~above), [&](auto key, auto value) -> Result<bool> {
            database_->put(batch, family, into + std::string(key.substr(kDigestBytes)), value);
            database_->remove(batch, family, key);
            return ++num_moved < kMostMoved;
          }));
      may_be_more = may_be_more || num_moved == kMostMoved;
    }
    if (may_be_more) {
      database_->put(batch, kMeta, kMovingKey, from);
    } else {
      database_->remove(batch, kMeta, kMovingKey);
    }
    return {};
  }

  Result<void> go_on_moving() {
    while (true) {
      TWOTOWER_ASSIGN(const auto moving, database_->get(kMeta, kMovingKey));
      if (!moving.has_value()) return {};
      TWOTOWER_ASSIGN(const auto alias, database_->get(kAlias, *moving));
      const auto other = alias.has_value() ? alias_of_record(*alias) : std::nullopt;
      if (!other.has_value()) return database_->corrupt(StoredMove());
      TWOTOWER_ASSIGN(const Id into, canonical(*other));
      rocksdb::WriteBatch batch;
      TWOTOWER_TRY(add_moved_entries(*moving, database_->digest_of(into), batch));
      TWOTOWER_TRY(database_->write(batch));
    }
  }

  using VisitMerged = std::function<void(std::string_view key, std::string_view id)>;
  Result<void> each_merged_into(const std::string& user, const VisitMerged& visit) const {
    return database_->scan(kMerged, user, user + std::string(kDigestBytes + 1, '\xFF'),
                           [&](auto key, auto id) -> Result<bool> {
                             visit(key, id);
                             return true;
                           });
  }

  // A user, and all ids that stand for the user, directly or not.
  Result<std::vector<std::string>> all_who_are(const Id& user_id, std::vector<Id>& merged) const {
    std::vector<std::string> users = {database_->digest_of(user_id)};
    for (std::size_t i = 0; i < users.size(); ++i) {
      TWOTOWER_TRY(
          each_merged_into(std::string(users[i]), [&](std::string_view key, std::string_view id) {
            users.emplace_back(key.substr(kDigestBytes));
            const auto named = alias_of_record(id);
            if (named.has_value()) merged.push_back(*named);
          }));
    }
    return users;
  }

  Result<bool> has_anything(const Id& user_id) const {
    TWOTOWER_ASSIGN(const auto features, database_->get(kUser, database_->digest_of(user_id)));
    TWOTOWER_ASSIGN(const auto done, events_of(user_id, UserEvents::kDone, 0, 1));
    TWOTOWER_ASSIGN(const auto shown, events_of(user_id, UserEvents::kShown, 0, 1));
    return features.has_value() || !done.empty() || !shown.empty();
  }

  Result<std::optional<LogPosition>> find_digest(const std::string& digest,
                                                 const std::map<std::string, LogPosition>& digests,
                                                 std::int64_t now) const {
    const auto found = digests.find(digest);
    if (found != digests.end()) return std::optional(found->second);
    TWOTOWER_ASSIGN(const auto entry, database_->get(kDedupe, digest));
    if (!entry.has_value()) return std::optional<LogPosition>();
    if (entry->size() != 2 * kNumberBytes) return database_->corrupt(StoredEventId());
    if (time_of_bytes(*entry) < now - options_.dedupe) return std::optional<LogPosition>();
    return std::optional(number_of(std::string_view(*entry).substr(kNumberBytes)));
  }

  void add_event(rocksdb::WriteBatch& batch, const UserEvent& event, const std::string& user,
                 LogPosition position, std::int64_t arrived) const {
    const std::string arrival = time_bytes(arrived);
    database_->put(batch, kLog, number_bytes(position), arrival + to_record(event, arrived));
    const bool is_shown = is_impression(event.event.type.value_or(""));
    UserEvent of_user = event;
    of_user.event_id.clear();
    database_->put(batch, is_shown ? kShownLog : kUserLog, user + number_bytes(~position),
                   arrival + to_record(of_user, arrived));
  }

  Result<StoredItem> read_item(std::string_view place, std::string_view value) const {
    auto item = item_of_record(record_in(value));
    if (!item.has_value() || value.size() < kNumberBytes) {
      return database_->corrupt(StoredItemRecord());
    }
    item->place = number_of(place);
    return std::move(*item);
  }

  StateFolder state_;
  std::string folder_;
  RocksdbOptions options_;
  std::unique_ptr<Database> database_;
  std::optional<UserEraser> eraser_;
  std::atomic<LogPosition> last_position_ = 0;  // that is on the disk
  LogPosition next_position_ = 1;
};

}  // namespace

Result<std::unique_ptr<Backend>> open_rocksdb(const std::string& folder,
                                              const RocksdbOptions& options) {
  TWOTOWER_CHECK(sodium_init() >= 0);
  TWOTOWER_ASSIGN(StateFolder state, StateFolder::open(folder));
  auto backend = std::make_unique<RocksdbBackend>(std::move(state), folder, options);
  TWOTOWER_TRY(backend->open());
  return std::unique_ptr<Backend>(std::move(backend));
}

Result<void> restore_rocksdb(const std::string& folder) {
  // Nothing ages before the server that says how long it is kept.
  constexpr std::int64_t kEver = 36'500 * kMicrosecondsADay;
  TWOTOWER_CHECK(sodium_init() >= 0);
  TWOTOWER_ASSIGN(const StateFolder state, StateFolder::open(folder));
  const std::string path = state.path_of(kDatabase);
  std::error_code ignored;
  if (!std::filesystem::exists(path + "/CURRENT", ignored)) {
    return Error{ErrorCode::kStoreCorrupt, "state.path",
                 BackupIncomplete(folder, std::string(kDatabase) + "/CURRENT")};
  }
  TWOTOWER_ASSIGN(const auto database,
                  Database::open(path, folder, {.keep = kEver, .dedupe = kEver}));
  TWOTOWER_TRY(database->check_all());
  TWOTOWER_ASSIGN(const LogPosition last, last_position_of(*database));
  TWOTOWER_TRY(check_acknowledged(state, last, folder));
  return database->rename();
}

}  // namespace twotower
