#include "store/rocksdb/internal/database.h"

#include <rocksdb/cache.h>
#include <rocksdb/compaction_filter.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_buffer_manager.h>
#include <sodium.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <boost/endian/buffers.hpp>
#include <boost/endian/conversion.hpp>
#include <cerrno>
#include <chrono>
#include <cstdarg>
#include <filesystem>
#include <fstream>
#include <limits>
#include <system_error>
#include <thread>
#include <utility>

#include "base/check.h"
#include "base/messages/store_errors.h"
#include "base/output_file.h"
#include "base/stopwatch.h"
#include "base/timestamp.h"

namespace twotower {
namespace {

using rocksdb::Slice;
using rocksdb::Status;

// Part of the format.
constexpr std::array kFamilies = {"default", "log",  "user_log", "shown_log", "dedupe", "alias",
                                  "merged",  "user", "erased",   "item",      "place",  "changes"};

// Whether entries are dropped some time after they came.
bool ages(Family family) {
  constexpr std::array kAging = {kLog, kUserLog, kShownLog, kDedupe, kChanges};
  return std::ranges::count(kAging, family) > 0;
}

// Of an entry that begins with the time of its arrival.
std::int64_t arrival_of(const Slice& value) {
  return time_of_bytes({value.data(), value.size()});
}

}  // namespace

// By which entries age. A clock that is ahead for once must not cost what is kept: it counts up to
// a day beyond the newest entry that was found, and the time since.
class AgeClock {
 public:
  // Before the first call nothing is old.
  void start(std::int64_t newest) { newest_ = newest; }

  std::int64_t now() const {
    const std::int64_t newest = newest_;
    if (newest == kNone) return kNone / 2;
    const auto since = static_cast<std::int64_t>(watch_.seconds() * 1e6);
    return std::min(current_time().microseconds, newest + since + kMicrosecondsADay);
  }

 private:
  static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
  std::atomic<std::int64_t> newest_ = kNone;
  Stopwatch watch_;
};

namespace {

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
  AgeFilters(std::int64_t age, std::shared_ptr<const AgeClock> clock)
      : age_(age), clock_(std::move(clock)) {}
  const char* Name() const override { return "twotower.ages"; }
  std::unique_ptr<rocksdb::CompactionFilter> CreateCompactionFilter(
      const rocksdb::CompactionFilter::Context& /*context*/) override {
    return std::make_unique<AgeFilter>(clock_->now() - age_);
  }

 private:
  std::int64_t age_;
  std::shared_ptr<const AgeClock> clock_;
};

Error error_of(const Status& status, const std::string& folder) {
  if (status.IsNoSpace()) return {ErrorCode::kStoreFull, "state.path", StateDiskFull(folder)};
  if (status.IsBusy()) return {ErrorCode::kStoreFailed, "state.path", DatabaseBusy(folder)};
  const std::string reason = status.ToString();
  if (status.IsCorruption()) {
    return {ErrorCode::kStoreCorrupt, "state.path", DatabaseCorrupt(folder, reason)};
  }
  return {ErrorCode::kStoreFailed, "state.path", DatabaseFailed(folder, reason)};
}

Result<void> result_of(const Status& status, const std::string& folder) {
  if (!status.ok()) return error_of(status, folder);
  return {};
}

// RocksDB's own log, kept nowhere: what fails is told by a status. A file of it would end the
// process where a line of it fails, since Debian's RocksDB asserts that nothing is written to a
// file after a failure.
class NoLogger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

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

  db.info_log = std::make_shared<NoLogger>();
  // Else a recovery writes files family by family, and a manifest that was cut in between would
  // pass for whole.
  db.avoid_flush_during_recovery = true;
  db.stats_dump_period_sec = 0;
  db.stats_persist_period_sec = 0;
  return db;
}

std::vector<rocksdb::ColumnFamilyDescriptor> families(
    const RocksdbOptions& options, const std::shared_ptr<rocksdb::Cache>& cache,
    const std::shared_ptr<const AgeClock>& clock) {
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
    family.disable_auto_compactions = true;  // until there is a clock to age by
    if (ages(static_cast<Family>(i))) {
      const std::int64_t age = i == kDedupe ? options.dedupe : options.keep;
      family.compaction_filter_factory = std::make_shared<AgeFilters>(age, clock);
      // What is only moved on, as the log is, or rests, is merged once in a while, too.
      family.periodic_compaction_seconds = options.merge_seconds;
    }
    descriptors.emplace_back(kFamilies[i], family);
  }
  return descriptors;
}

// Which manifest a folder has, and how much of it. Every change of the files appends to it.
struct ManifestState {
  std::string name;
  std::uint64_t num_bytes = 0;
  bool operator==(const ManifestState&) const = default;
};

ManifestState manifest_state(const std::string& path) {
  ManifestState state;
  std::ifstream(path + "/CURRENT") >> state.name;
  std::error_code gone;  // with the next one named in CURRENT
  state.num_bytes = std::filesystem::file_size(path + "/" + state.name, gone);
  return state;
}

}  // namespace

std::string hex_of(std::string_view bytes) {
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                 bytes.size());
  text.pop_back();
  return text;
}

std::string number_bytes(std::uint64_t number) {
  const boost::endian::big_uint64_buf_t bytes(number);
  return {reinterpret_cast<const char*>(bytes.data()), kNumberBytes};
}

std::uint64_t number_of(std::string_view bytes) {
  if (bytes.size() < kNumberBytes) return 0;
  return boost::endian::load_big_u64(reinterpret_cast<const unsigned char*>(bytes.data()));
}

std::string time_bytes(std::int64_t time) {
  return number_bytes(std::bit_cast<std::uint64_t>(time));
}

std::int64_t time_of_bytes(std::string_view bytes) {
  return std::bit_cast<std::int64_t>(number_of(bytes));
}

std::string_view record_in(std::string_view value) {
  return value.substr(std::min(value.size(), kNumberBytes));
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, const std::string& folder,
                                                 const RocksdbOptions& options) {
  std::unique_ptr<Database> database(new Database(folder, options));
  TWOTOWER_TRY(database->open(path));
  return database;
}

Database::Database(std::string folder, const RocksdbOptions& options)
    : folder_(std::move(folder)),
      options_(options),
      clock_(std::make_shared<AgeClock>()),
      failure_(std::make_unique<Status>()) {}

Result<std::unique_ptr<Database>> Database::open_to_read(const std::string& path,
                                                         const std::string& folder) {
  std::unique_ptr<Database> database(new Database(folder, {}));
  TWOTOWER_TRY(database->read(path));
  return database;
}

Database::~Database() {
  // A log that is in files need not be read by the next start, and ages. Where that fails the log
  // stays.
  if (db_ != nullptr && failure_->ok() && own_folder_.empty()) {
    db_->Flush(rocksdb::FlushOptions(), handles_).PermitUncheckedError();
  }
  close();
  std::error_code ignored;
  if (!own_folder_.empty()) std::filesystem::remove_all(own_folder_, ignored);
}

Result<void> Database::open(const std::string& path) {
  const auto cache = rocksdb::NewLRUCache(options_.memory_bytes);
  rocksdb::DB* db = nullptr;
  const Status status = rocksdb::DB::Open(db_options(options_, cache), path,
                                          families(options_, cache, clock_), &handles_, &db);
  if (!status.ok()) return error_of(status, folder_);
  db_.reset(db);
  TWOTOWER_TRY(start_clock());
  return find_names();
}

Result<void> Database::start_clock() {
  std::int64_t newest = std::numeric_limits<std::int64_t>::min();
  bool is_empty = true;
  for (const Family family : {kLog, kChanges}) {
    const std::unique_ptr<rocksdb::Iterator> entry(
        db_->NewIterator(rocksdb::ReadOptions(), handles_[family]));
    entry->SeekToLast();
    if (!entry->status().ok()) return error_of(entry->status(), folder_);
    if (!entry->Valid()) continue;
    is_empty = false;
    newest = std::max(newest, arrival_of(entry->value()));
  }
  clock_->start(is_empty ? current_time().microseconds : newest);
  const Status enabled = db_->EnableAutoCompaction(handles_);
  if (!enabled.ok()) return error_of(enabled, folder_);
  return {};
}

// Its files stay open, so nobody can remove them meanwhile; a log of its own lies elsewhere.
Result<void> Database::read(const std::string& path) {
  std::error_code error;
  const std::filesystem::path temporary = std::filesystem::temp_directory_path(error);
  if (error) {
    return Error{ErrorCode::kFileUnwritable, "TMPDIR", TemporaryFolderUnusable(error.message())};
  }
  std::string own = (temporary / "twotower-XXXXXX").string();
  if (::mkdtemp(own.data()) == nullptr) return unwritable(own, errno);
  own_folder_ = own;
  // The writer removes a file of the log once a manifest names what came of it. Who read the
  // manifest before and looks for the file behind it sees neither, and is not told.
  constexpr int kMaxReads = 100;
  constexpr auto kPause = std::chrono::milliseconds(10);
  for (int i = 0; i < kMaxReads; ++i) {
    const ManifestState before = manifest_state(path);
    const Status status = open_secondary(path);
    if (before == manifest_state(path)) {
      if (!status.ok()) return error_of(status, folder_);
      return read_names();
    }
    close();
    std::this_thread::sleep_for(kPause);
  }
  return Error{ErrorCode::kStoreFailed, "state.path", DatabaseChanging(folder_)};
}

Status Database::open_secondary(const std::string& path) {
  const auto cache = rocksdb::NewLRUCache(options_.memory_bytes);
  rocksdb::DBOptions read = db_options(options_, cache);
  read.create_if_missing = false;
  read.create_missing_column_families = false;
  read.max_open_files = -1;
  rocksdb::DB* db = nullptr;
  const Status status = rocksdb::DB::OpenAsSecondary(
      read, path, own_folder_, families(options_, cache, clock_), &handles_, &db);
  db_.reset(db);
  return status;
}

void Database::close() {
  if (db_ == nullptr) return;
  for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
  handles_.clear();
  db_->Close().PermitUncheckedError();
  db_.reset();
}

Result<void> Database::read_names() {
  TWOTOWER_ASSIGN(const auto id, get(kMeta, kIdKey));
  TWOTOWER_ASSIGN(const auto secret, get(kMeta, kSecretKey));
  if (!id.has_value()) return corrupt(StoredEntry(std::string(kIdKey)));
  if (!secret.has_value()) return corrupt(StoredEntry(std::string(kSecretKey)));
  id_ = hex_of(*id);
  secret_ = *secret;
  return {};
}

Result<void> Database::find_names() {
  TWOTOWER_ASSIGN(secret_, find_or_make(kSecretKey, crypto_generichash_KEYBYTES));
  TWOTOWER_ASSIGN(const std::string id, find_or_make(kIdKey, kIdBytes));
  id_ = hex_of(id);
  return {};
}

// Random bytes, made once.
Result<std::string> Database::find_or_make(std::string_view key, std::size_t size) {
  TWOTOWER_ASSIGN(const auto known, get(kMeta, key));
  if (known.has_value() && known->size() != size) return corrupt(StoredEntry(std::string(key)));
  if (known.has_value()) return *known;
  std::string bytes(size, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  rocksdb::WriteBatch batch;
  put(batch, kMeta, key, bytes);
  TWOTOWER_TRY(write(batch));
  return bytes;
}

std::string Database::digest_of(const std::string& text) const {
  std::array<unsigned char, kDigestBytes> digest;
  TWOTOWER_CHECK(crypto_generichash(
                     digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(secret_.data()), secret_.size()) == 0);
  return {digest.begin(), digest.end()};
}

void Database::put(rocksdb::WriteBatch& batch, Family family, std::string_view key,
                   std::string_view value) const {
  // Fails only for a batch that was given a bound.
  TWOTOWER_CHECK(batch.Put(handles_[family], Slice(key), Slice(value)).ok());
}

void Database::remove(rocksdb::WriteBatch& batch, Family family, std::string_view key) const {
  TWOTOWER_CHECK(batch.Delete(handles_[family], Slice(key)).ok());
}

Result<std::optional<std::string>> Database::get(Family family, std::string_view key) const {
  std::string value;
  const Status status = db_->Get(rocksdb::ReadOptions(), handles_[family], Slice(key), &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return error_of(status, folder_);
  return std::optional(std::move(value));
}

Result<void> Database::scan(Family family, const std::string& begin, const std::string& end,
                            const Visit& visit) const {
  const Slice upper(end);
  rocksdb::ReadOptions read;
  // There are none; looking for them, RocksDB before 8.5 takes a later file that it cannot read for
  // the end of all.
  read.ignore_range_deletions = true;
  if (!end.empty()) read.iterate_upper_bound = &upper;
  const std::unique_ptr<rocksdb::Iterator> entry(db_->NewIterator(read, handles_[family]));
  for (entry->Seek(begin); entry->Valid(); entry->Next()) {
    TWOTOWER_ASSIGN(const bool goes_on,
                    visit(entry->key().ToStringView(), entry->value().ToStringView()));
    if (!goes_on) break;
  }
  if (!entry->status().ok()) return error_of(entry->status(), folder_);
  return {};
}

// After a failure nothing may be written before the database has put itself in order: where the
// disk was full it does, once there is room, and begins another log. After anything else, a failed
// sync above all, it does not: what the system says of the file then is not what the disk has.
Result<void> Database::write(rocksdb::WriteBatch& batch, bool is_durable) {
  const std::scoped_lock lock(writing_);
  if (!failure_->ok()) {
    std::error_code ignored;
    const auto space = std::filesystem::space(folder_, ignored);
    if (failure_->IsNoSpace() && space.available < options_.memory_bytes) {
      return error_of(*failure_, folder_);
    }
    const Status resumed = db_->Resume();
    if (!resumed.ok()) return error_of(resumed, folder_);
    *failure_ = Status::OK();
  }
  rocksdb::WriteOptions options;
  options.sync = is_durable;
  *failure_ = db_->Write(options, &batch);
  return result_of(*failure_, folder_);
}

Result<void> Database::flush() {
  return result_of(db_->Flush(rocksdb::FlushOptions(), handles_), folder_);
}

void Database::end_compactions() {
  db_->DisableManualCompaction();
}

Result<void> Database::compact(Family family, const std::string& begin, const std::string& end) {
  rocksdb::CompactRangeOptions options;
  options.exclusive_manual_compaction = false;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  const Slice first(begin), last(end);
  return result_of(db_->CompactRange(options, handles_[family], &first, &last), folder_);
}

// That is what happens when they may be removed again.
Result<void> Database::remove_obsolete_files() {
  for (const Status& status : {db_->DisableFileDeletions(), db_->EnableFileDeletions(false)}) {
    if (!status.ok()) return error_of(status, folder_);
  }
  return {};
}

Result<void> Database::check_all() const {
  return result_of(db_->VerifyChecksum(), folder_);
}

Result<void> Database::rename() {
  rocksdb::WriteBatch batch;
  remove(batch, kMeta, kIdKey);
  TWOTOWER_TRY(write(batch));
  return find_names();
}

Result<void> Database::copy_to(const std::string& path) const {
  rocksdb::Checkpoint* made = nullptr;
  Status status = rocksdb::Checkpoint::Create(db_.get(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  if (status.ok()) status = checkpoint->CreateCheckpoint(path);
  if (!status.ok()) return error_of(status, folder_);
  return {};
}

Error Database::corrupt(Message what) const {
  return {ErrorCode::kStoreCorrupt, "state.path", DatabaseUnreadable(folder_, std::move(what))};
}

}  // namespace twotower
