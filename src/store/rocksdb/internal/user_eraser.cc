#include "store/rocksdb/internal/user_eraser.h"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <utility>

#include "base/messages/store_errors.h"
#include "store/records.h"

namespace twotower {
namespace {

std::string value_of(const Erasure& erasure) {
  return time_bytes(erasure.time) + number_bytes(erasure.position) +
         (erasure.is_pending ? '\1' : '\0');
}

std::optional<Erasure> erasure_of_value(std::string_view value) {
  if (value.size() != 2 * kNumberBytes + 1) return std::nullopt;
  return Erasure{.position = number_of(value.substr(kNumberBytes)),
                 .time = time_of_bytes(value),
                 .is_pending = value.back() != '\0'};
}

// Behind all keys that begin with a digest.
std::string end_of(const std::string& digest) {
  return digest + std::string(2 * kDigestBytes, '\xFF');
}

}  // namespace

Result<void> UserEraser::open() {
  return database_.scan(kErased, "", "", [&](auto digest, auto value) -> Result<bool> {
    const auto erasure = erasure_of_value(value);
    if (!erasure.has_value()) return database_.corrupt(StoredErasure());
    if (erasure->is_pending) pending_.emplace(digest, *erasure);
    return true;
  });
}

Result<std::optional<Erasure>> UserEraser::find(const std::string& digest) const {
  TWOTOWER_ASSIGN(const auto value, database_.get(kErased, digest));
  if (!value.has_value()) return std::optional<Erasure>();
  const auto erasure = erasure_of_value(*value);
  if (!erasure.has_value()) return database_.corrupt(StoredErasure());
  return erasure;
}

void UserEraser::add_to(rocksdb::WriteBatch& batch, const std::string& digest,
                        const Erasure& erasure) const {
  database_.put(batch, kErased, digest, value_of(erasure));
}

Result<void> UserEraser::erase(const std::vector<std::string>& digests, const Erasure& erasure,
                               const std::function<Result<void>()>& write) {
  const std::scoped_lock lock(mutex_);
  TWOTOWER_TRY(write());
  for (const std::string& digest : digests) pending_.insert_or_assign(digest, erasure);
  return {};
}

bool UserEraser::has_pending() const {
  const std::scoped_lock lock(mutex_);
  return !pending_.empty();
}

Result<void> UserEraser::purge() {
  const std::scoped_lock purging(purging_);
  const Erasures erasures = [&] {
    const std::scoped_lock lock(mutex_);
    return pending_;
  }();
  if (erasures.empty()) return {};
  TWOTOWER_TRY(remove_from_lists(erasures));
  TWOTOWER_TRY(remove_from_log(erasures));
  TWOTOWER_TRY(rewrite_files(erasures));
  return note_purged(erasures);
}

// What users did and were shown.
Result<void> UserEraser::remove_from_lists(const Erasures& erasures) {
  for (const auto& [digest, erasure] : erasures) {
    for (const Family family : {kUserLog, kShownLog}) {
      TWOTOWER_TRY(remove_each(family, digest + number_bytes(~erasure.position), end_of(digest),
                               [](auto /*key*/, auto /*value*/) { return true; }));
    }
  }
  return {};
}

// Lists do not tell where in the log something is: they drop what is old sooner, and a purge that
// was interrupted has removed them already.
Result<void> UserEraser::remove_from_log(const Erasures& erasures) {
  return remove_each(kLog, "", number_bytes(last_of(erasures) + 1), [&](auto key, auto value) {
    const auto event = event_of_record(record_in(value));
    if (!event.has_value()) return false;
    const auto found = erasures.find(database_.digest_of(event->event.user_id));
    return found != erasures.end() && number_of(key) <= found->second.position;
  });
}

// Entries of a range that are to go, some thousand a write.
Result<void> UserEraser::remove_each(
    Family family, std::string begin, const std::string& end,
    const std::function<bool(std::string_view key, std::string_view value)>& is_to_go) {
  constexpr std::size_t kMostTogether = 10'000;
  for (bool may_be_more = true; may_be_more;) {
    rocksdb::WriteBatch batch;
    std::size_t count = 0;
    TWOTOWER_TRY(database_.scan(family, begin, end, [&](auto key, auto value) -> Result<bool> {
      if (!is_to_go(key, value)) return true;
      database_.remove(batch, family, key);
      begin.assign(key);
      return ++count < kMostTogether;
    }));
    may_be_more = count == kMostTogether;
    if (count > 0) TWOTOWER_TRY(database_.write(batch, /*is_durable=*/false));
  }
  return {};
}

LogPosition UserEraser::last_of(const Erasures& erasures) {
  LogPosition last = 0;
  for (const auto& [digest, erasure] : erasures) last = std::max(last, erasure.position);
  return last;
}

Result<void> UserEraser::rewrite_files(const Erasures& erasures) {
  TWOTOWER_TRY(database_.flush());
  const std::string& first = erasures.begin()->first;
  const std::string end = end_of(erasures.rbegin()->first);
  for (const Family family : {kUserLog, kShownLog, kAlias, kMerged, kUser}) {
    TWOTOWER_TRY(database_.compact(family, first, end));
  }
  TWOTOWER_TRY(database_.compact(kLog, "", number_bytes(last_of(erasures))));
  return database_.remove_obsolete_files();
}

// But those that were erased once more meanwhile.
Result<void> UserEraser::note_purged(const Erasures& erasures) {
  const std::scoped_lock lock(mutex_);
  rocksdb::WriteBatch batch;
  std::vector<std::string> purged;
  for (auto [digest, erasure] : erasures) {
    if (pending_.at(digest).position != erasure.position) continue;
    erasure.is_pending = false;
    add_to(batch, digest, erasure);
    purged.push_back(digest);
  }
  TWOTOWER_TRY(database_.write(batch));
  for (const std::string& digest : purged) pending_.erase(digest);
  return {};
}

}  // namespace twotower
