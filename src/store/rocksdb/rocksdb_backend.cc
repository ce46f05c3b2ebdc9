#include "store/rocksdb/rocksdb_backend.h"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/compaction_filter.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>
#include <sodium.h>

#include <array>
#include <atomic>
#include <bit>
#include <boost/endian/buffers.hpp>
#include <boost/endian/conversion.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/check.h"
#include "features/known_event_types.h"
#include "store/records.h"
#include "store/state_folder.h"

namespace twotower {
namespace {

using rocksdb::Slice;
using rocksdb::Status;

// Column families, by their place in `kFamilies`. The names are part of the format.
enum Family : std::size_t {
  kMeta,      // see the keys below
  kLog,       // position -> time of arrival, event
  kUserLog,   // user, falling position -> time of arrival, event without its names
  kShownLog,  // the same of impressions
  kDedupe,    // digest of an event_id -> time of arrival, position
  kAlias,     // a merged user -> whom the id stands for
};
constexpr std::array kFamilies = {"default", "log", "user_log", "shown_log", "dedupe", "alias"};
constexpr std::string_view kPositionKey = "position";  // that of the newest event
constexpr std::string_view kMovingKey = "moving";      // the user whose entries are being moved
constexpr std::size_t kNumberBytes = 8;

// Eight bytes, highest first: keys of numbers are in their order.
std::string number_bytes(std::uint64_t number) {
  const boost::endian::big_uint64_buf_t bytes(number);
  return {reinterpret_cast<const char*>(bytes.data()), kNumberBytes};
}
// That with which the bytes begin; 0 where there are fewer than eight.
std::uint64_t number_of(std::string_view bytes) {
  if (bytes.size() < kNumberBytes) return 0;
  return boost::endian::load_big_u64(reinterpret_cast<const unsigned char*>(bytes.data()));
}

// 17 and "17" are one user, as they are to a bundle.
std::string text_of(const Id& user_id) {
  return to_string(to_view(user_id));
}

// No user's is the beginning of another one's.
std::string user_prefix(const Id& user_id) {
  const std::string text = text_of(user_id);
  return number_bytes(text.size()) + text;
}
std::string user_key(const Id& user_id, LogPosition position) {
  return user_prefix(user_id) + number_bytes(~position);
}

// What a client calls an event may say who somebody is, so it is not kept in the clear.
std::string digest_of(const std::string& event_id) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> digest;
  TWOTOWER_CHECK(crypto_generichash(digest.data(), digest.size(),
                                    reinterpret_cast<const unsigned char*>(event_id.data()),
                                    event_id.size(), nullptr, 0) == 0);
  return {digest.begin(), digest.end()};
}

// Of an entry that begins with the time of its arrival.
std::int64_t arrival_of(const Slice& value) {
  return std::bit_cast<std::int64_t>(number_of({value.data(), value.size()}));
}

// Drops entries that came longer ago than they are kept, whenever files are merged.
class AgeFilter final : public rocksdb::CompactionFilter {
 public:
  explicit AgeFilter(std::int64_t oldest) : oldest_(oldest) {}
  const char* Name() const override { return "twotower.age"; }
  bool Filter(int /*level*/, const Slice& /*key*/, const Slice& value, std::string* /*new_value*/,
              bool* /*value_changed*/) const override {
    return value.size() >= kNumberBytes && arrival_of(value) < oldest_;
  }

 private:
  std::int64_t oldest_;
};

class AgeFilters final : public rocksdb::CompactionFilterFactory {
 public:
  explicit AgeFilters(std::int64_t age) : age_(age) {}
  const char* Name() const override { return "twotower.ages"; }
  std::unique_ptr<rocksdb::CompactionFilter> CreateCompactionFilter(
      const rocksdb::CompactionFilter::Context& /*context*/) override {
    return std::make_unique<AgeFilter>(current_time().microseconds - age_);
  }

 private:
  std::int64_t age_;
};

Error error_of(const Status& status, const std::string& folder) {
  const std::string reason = status.ToString();
  if (status.IsNoSpace()) {
    return {ErrorCode::kStoreFull, "state.path",
            fmt::format("{}: the disk is full; free some of it", folder)};
  }
  if (status.IsBusy()) {
    return {
        ErrorCode::kStoreFailed, "state.path",
        fmt::format("{}: what was written before a failure is put in order; try again", folder)};
  }
  if (status.IsCorruption()) {
    return {ErrorCode::kStoreCorrupt, "state.path",
            fmt::format("{}: {}; take another copy of the folder", folder, reason)};
  }
  return {ErrorCode::kStoreFailed, "state.path",
          fmt::format("{}: {}; look at the disk, and start again", folder, reason)};
}

rocksdb::DBOptions db_options(const RocksdbOptions& options,
                              const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::DBOptions db;
  db.create_if_missing = true;
  db.create_missing_column_families = true;
  db.atomic_flush = true;
  db.manual_wal_flush = false;
  db.wal_bytes_per_sync = 0;
  db.recycle_log_file_num = 0;
  // What comes behind damage is not read: whether acknowledged events are missing is told then.
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  db.max_total_wal_size = options.memory_bytes;
  db.write_buffer_manager =
      std::make_shared<rocksdb::WriteBufferManager>(options.memory_bytes / 2, cache);
  db.max_background_jobs = 2;
  db.max_open_files = 512;
  db.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  db.keep_log_file_num = 4;
  db.stats_dump_period_sec = 0;
  db.stats_persist_period_sec = 0;
  return db;
}

std::vector<rocksdb::ColumnFamilyDescriptor> families(
    const RocksdbOptions& options, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (std::size_t i = 0; i < kFamilies.size(); ++i) {
    rocksdb::ColumnFamilyOptions family;
    family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    family.compression = rocksdb::kLZ4Compression;
    family.write_buffer_size = options.memory_bytes / 8;
    if (i != kMeta && i != kAlias) {
      const std::int64_t age = i == kDedupe ? options.dedupe : options.keep;
      family.compaction_filter_factory = std::make_shared<AgeFilters>(age);
      // What is only moved on, as the log is, or rests, is merged once in a while, too.
      family.periodic_compaction_seconds = options.merge_seconds;
    }
    descriptors.emplace_back(kFamilies[i], family);
  }
  return descriptors;
}

class RocksdbBackend final : public Backend {
 public:
  RocksdbBackend(StateFolder state, std::string folder, const RocksdbOptions& options)
      : state_(std::move(state)), folder_(std::move(folder)), options_(options) {}

  ~RocksdbBackend() override {
    if (db_ == nullptr) return;
    for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
    db_->Close().PermitUncheckedError();
  }

  Result<void> open() {
    const auto cache = rocksdb::NewLRUCache(options_.memory_bytes);
    rocksdb::DB* db = nullptr;
    const Status status = rocksdb::DB::Open(db_options(options_, cache), state_.path_of("rocksdb"),
                                            families(options_, cache), &handles_, &db);
    if (!status.ok()) return error_of(status, folder_);
    db_.reset(db);
    TWOTOWER_ASSIGN(const auto last, get(kMeta, kPositionKey));
    last_position_ = last.has_value() ? number_of(*last) : 0;
    next_position_ = last_position_ + 1;
    TWOTOWER_TRY(go_on_moving());
    TWOTOWER_ASSIGN(const LogPosition acknowledged, state_.acknowledged());
    if (acknowledged <= last_position()) return {};
    return Error{ErrorCode::kStoreLostWrites, "state.path",
                 fmt::format("{} ends with event {}, and clients were told that {} is kept: files "
                             "were cut, or an older copy lies there; take the newest copy",
                             folder_, last_position(), acknowledged)};
  }

  Result<std::vector<AddedEvent>> add_events(std::span<const UserEvent> events,
                                             std::int64_t arrived) override {
    LogPosition next = next_position_;
    rocksdb::WriteBatch batch;
    std::map<std::string, LogPosition> digests;  // of these events
    std::vector<AddedEvent> added;
    for (const UserEvent& event : events) {
      if (!event.event_id.empty()) {
        const std::string digest = digest_of(event.event_id);
        TWOTOWER_ASSIGN(const auto before, find_digest(digest, digests, arrived));
        if (before.has_value()) {
          added.push_back({.position = *before, .is_duplicate = true});
          continue;
        }
        digests.emplace(digest, next);
        put(batch, kDedupe, digest, number_bytes(to_unsigned(arrived)) + number_bytes(next));
      }
      TWOTOWER_ASSIGN(const Id user_id, canonical(event.user_id));
      add_event(batch, event, user_id, next, arrived);
      added.push_back({.position = next++});
    }
    if (next == next_position_) return added;
    TWOTOWER_TRY(write_up_to(next - 1, batch));
    return added;
  }

  Result<std::vector<LoggedEvent>> events_of(const Id& user_id, UserEvents which, LogPosition above,
                                             std::size_t max_count) const override {
    const std::string end = user_key(user_id, above);
    const Slice upper(end);
    rocksdb::ReadOptions read;
    read.iterate_upper_bound = &upper;
    const Family family = which == UserEvents::kDone ? kUserLog : kShownLog;
    const std::unique_ptr<rocksdb::Iterator> entry(db_->NewIterator(read, handles_[family]));
    std::vector<LoggedEvent> events;
    for (entry->Seek(user_prefix(user_id)); entry->Valid() && events.size() < max_count;
         entry->Next()) {
      const std::string_view key = entry->key().ToStringView();
      TWOTOWER_ASSIGN(LoggedEvent event, read_event(entry->value()));
      event.position = ~number_of(key.substr(key.size() - kNumberBytes));
      events.push_back(std::move(event));
    }
    if (!entry->status().ok()) return error_of(entry->status(), folder_);
    return events;
  }

  Result<std::vector<LoggedEvent>> events_above(LogPosition above,
                                                std::size_t max_count) const override {
    const std::unique_ptr<rocksdb::Iterator> entry(
        db_->NewIterator(rocksdb::ReadOptions(), handles_[kLog]));
    std::vector<LoggedEvent> events;
    for (entry->Seek(number_bytes(above + 1)); entry->Valid() && events.size() < max_count;
         entry->Next()) {
      TWOTOWER_ASSIGN(LoggedEvent event, read_event(entry->value()));
      event.position = number_of(entry->key().ToStringView());
      events.push_back(std::move(event));
    }
    if (!entry->status().ok()) return error_of(entry->status(), folder_);
    return events;
  }

  // The alias and all entries that are ever read of the user go together, at a position of their
  // own; where there are more, the rest follows, and the next merge or start goes on with it.
  Result<void> merge_users(const Id& from, const Id& into) override {
    TWOTOWER_TRY(go_on_moving());
    TWOTOWER_ASSIGN(const Id source, canonical(from));
    TWOTOWER_ASSIGN(const Id target, canonical(into));
    const std::string key = text_of(from);
    if (text_of(source) == text_of(target)) return {};
    if (text_of(source) != key) {
      return Error{ErrorCode::kRequestConflict, "from",
                   fmt::format("{} is merged into {} already", key, text_of(source))};
    }
    rocksdb::WriteBatch batch;
    put(batch, kAlias, key, to_record(target));
    TWOTOWER_TRY(add_moved_entries(from, target, batch));
    TWOTOWER_TRY(write_up_to(next_position_, batch));
    return go_on_moving();
  }

  Result<Id> canonical(const Id& user_id) const override {
    constexpr int kMostMerges = 100'000;  // of one into the next: no circle can be made
    Id known = user_id;
    for (int i = 0; i < kMostMerges; ++i) {
      TWOTOWER_ASSIGN(const auto entry, get(kAlias, text_of(known)));
      if (!entry.has_value()) return known;
      auto alias = alias_of_record(*entry);
      if (!alias.has_value()) return corrupt("whom a user stands for");
      known = std::move(*alias);
    }
    return corrupt("whom a user stands for");
  }

  LogPosition last_position() const override { return last_position_; }

  Result<void> note_acknowledged(LogPosition position) override {
    return state_.write_acknowledged(position);
  }

 private:
  static std::uint64_t to_unsigned(std::int64_t time) { return std::bit_cast<std::uint64_t>(time); }

  void put(rocksdb::WriteBatch& batch, Family family, std::string_view key,
           std::string_view value) const {
    // Fails only for a batch that was given a bound.
    TWOTOWER_CHECK(batch.Put(handles_[family], Slice(key), Slice(value)).ok());
  }

  Result<std::optional<std::string>> get(Family family, std::string_view key) const {
    std::string value;
    const Status status = db_->Get(rocksdb::ReadOptions(), handles_[family], Slice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return error_of(status, folder_);
    return std::optional(std::move(value));
  }

  // After a failure nothing may be written before the database has put itself in order: where the
  // disk was full it does, once there is room, and begins another log. After anything else, a
  // failed sync above all, it does not: what the system says of the file then is not what the disk
  // has.
  Result<void> write(rocksdb::WriteBatch& batch) {
    if (!failure_.ok()) {
      std::error_code ignored;
      const auto space = std::filesystem::space(folder_, ignored);
      if (failure_.IsNoSpace() && space.available < options_.memory_bytes) {
        return error_of(failure_, folder_);
      }
      const Status resumed = db_->Resume();
      if (!resumed.ok()) return error_of(resumed, folder_);
      failure_ = Status::OK();
    }
    rocksdb::WriteOptions options;
    options.sync = true;
    failure_ = db_->Write(options, &batch);
    if (!failure_.ok()) return error_of(failure_, folder_);
    return {};
  }

  // The same of a batch that ends with a position. Where it fails, whether the positions are taken
  // is not known: they are given to none.
  Result<void> write_up_to(LogPosition last, rocksdb::WriteBatch& batch) {
    put(batch, kMeta, kPositionKey, number_bytes(last));
    next_position_ = last + 1;
    TWOTOWER_TRY(write(batch));
    last_position_ = last;
    return {};
  }

  // Has a batch move entries of a user to another one, of each list the newest, as many as anybody
  // reads; where there may be more it says so.
  Result<void> add_moved_entries(const Id& from, const Id& into, rocksdb::WriteBatch& batch) {
    constexpr std::size_t kMostMoved = 10'000;
    const std::string prefix = user_prefix(from);
    const std::string end = user_key(from, 0);
    const Slice upper(end);
    rocksdb::ReadOptions read;
    read.iterate_upper_bound = &upper;
    bool may_be_more = false;
    for (const Family family : {kUserLog, kShownLog}) {
      std::size_t num_moved = 0;
      const std::unique_ptr<rocksdb::Iterator> entry(db_->NewIterator(read, handles_[family]));
      for (entry->Seek(prefix); entry->Valid() && num_moved < kMostMoved; entry->Next()) {
        const std::string_view key = entry->key().ToStringView();
        put(batch, family, user_prefix(into) + std::string(key.substr(prefix.size())),
            entry->value().ToStringView());
        TWOTOWER_CHECK(batch.Delete(handles_[family], entry->key()).ok());
        ++num_moved;
      }
      if (!entry->status().ok()) return error_of(entry->status(), folder_);
      may_be_more = may_be_more || num_moved == kMostMoved;
    }
    if (may_be_more) {
      put(batch, kMeta, kMovingKey, to_record(from));
    } else {
      TWOTOWER_CHECK(batch.Delete(handles_[kMeta], Slice(kMovingKey)).ok());
    }
    return {};
  }

  Result<void> go_on_moving() {
    while (true) {
      TWOTOWER_ASSIGN(const auto moving, get(kMeta, kMovingKey));
      if (!moving.has_value()) return {};
      const auto from = alias_of_record(*moving);
      if (!from.has_value()) return corrupt("whose entries are moved");
      TWOTOWER_ASSIGN(const Id into, canonical(*from));
      rocksdb::WriteBatch batch;
      TWOTOWER_TRY(add_moved_entries(*from, into, batch));
      TWOTOWER_TRY(write(batch));
    }
  }

  Result<std::optional<LogPosition>> find_digest(const std::string& digest,
                                                 const std::map<std::string, LogPosition>& digests,
                                                 std::int64_t now) const {
    const auto found = digests.find(digest);
    if (found != digests.end()) return std::optional(found->second);
    TWOTOWER_ASSIGN(const auto entry, get(kDedupe, digest));
    if (!entry.has_value()) return std::optional<LogPosition>();
    if (entry->size() != 2 * kNumberBytes) return corrupt("an entry of event ids");
    if (arrival_of(*entry) < now - options_.dedupe) return std::optional<LogPosition>();
    return std::optional(number_of(std::string_view(*entry).substr(kNumberBytes)));
  }

  void add_event(rocksdb::WriteBatch& batch, const UserEvent& event, const Id& user_id,
                 LogPosition position, std::int64_t arrived) const {
    const std::string arrival = number_bytes(to_unsigned(arrived));
    put(batch, kLog, number_bytes(position), arrival + to_record(event, arrived));
    const bool is_shown = is_impression(event.event.type.value_or(""));
    UserEvent of_user = event;
    of_user.event_id.clear();
    put(batch, is_shown ? kShownLog : kUserLog, user_key(user_id, position),
        arrival + to_record(of_user, arrived));
  }

  Result<LoggedEvent> read_event(const Slice& value) const {
    if (value.size() < kNumberBytes) return corrupt("an event");
    auto event = event_of_record({value.data() + kNumberBytes, value.size() - kNumberBytes});
    if (!event.has_value()) return corrupt("an event");
    return std::move(*event);
  }

  Error corrupt(std::string_view what) const {
    return {ErrorCode::kStoreCorrupt, "state.path",
            fmt::format("{}: {} cannot be read; take another copy of the folder", folder_, what)};
  }

  StateFolder state_;
  std::string folder_;
  RocksdbOptions options_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // by Family
  std::atomic<LogPosition> last_position_ = 0;         // that is on the disk
  LogPosition next_position_ = 1;
  Status failure_;  // of the last write
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

}  // namespace twotower
