#include "store/rocksdb/internal/user_eraser.h"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <utility>

#include "base/timestamp.h"

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
    if (!erasure.has_value()) return database_.corrupt("who was erased");
    if (erasure->is_pending) pending_.emplace(digest, *erasure);
    return true;
  });
}

Result<std::optional<Erasure>> UserEraser::find(const std::string& digest) const {
  TWOTOWER_ASSIGN(const auto value, database_.get(kErased, digest));
  if (!value.has_value()) return std::optional<Erasure>();
  const auto erasure = erasure_of_value(*value);
  if (!erasure.has_value()) return database_.corrupt("who was erased");
  return erasure;
}

void UserEraser::add_to(rocksdb::WriteBatch& batch, const std::string& digest,
                        const Erasure& erasure) const {
  database_.put(batch, kErased, digest, value_of(erasure));
}

void UserEraser::note(const std::vector<std::string>& digests, const Erasure& erasure) {
  const std::scoped_lock lock(mutex_);
  for (const std::string& digest : digests) pending_.insert_or_assign(digest, erasure);
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
  TWOTOWER_ASSIGN(const LogPosition last_removed, remove_entries(erasures));
  TWOTOWER_ASSIGN(const LogPosition last_outdated, this->last_outdated());
  TWOTOWER_TRY(rewrite_files(erasures, std::max(last_removed, last_outdated)));
  return note_purged(erasures);
}

// What users did and were shown, in their lists and in the log. Gives the last position.
Result<LogPosition> UserEraser::remove_entries(const Erasures& erasures) {
  constexpr std::size_t kMostTogether = 10'000;
  LogPosition last = 0;
  for (const auto& [digest, erasure] : erasures) {
    for (const Family family : {kUserLog, kShownLog}) {
      std::string begin = digest + number_bytes(~erasure.position);
      for (bool may_be_more = true; may_be_more;) {
        rocksdb::WriteBatch batch;
        std::size_t count = 0;
        TWOTOWER_TRY(database_.scan(
            family, begin, end_of(digest), [&](auto key, auto /*value*/) -> Result<bool> {
              const LogPosition position = ~number_of(key.substr(kDigestBytes));
              last = std::max(last, position);
              database_.remove(batch, family, key);
              database_.remove(batch, kLog, number_bytes(position));
              begin.assign(key);
              return ++count < kMostTogether;
            }));
        may_be_more = count == kMostTogether;
        if (count > 0) TWOTOWER_TRY(database_.write(batch, /*is_durable=*/false));
      }
    }
  }
  return last;
}

// Of the beginning of the log, what is kept no longer: lists of users may have dropped it before,
// and then say nothing of where it is.
Result<LogPosition> UserEraser::last_outdated() const {
  const std::int64_t oldest = current_time().microseconds - keep_;
  LogPosition last = 0;
  TWOTOWER_TRY(database_.scan(kLog, "", "", [&](auto key, auto value) -> Result<bool> {
    if (time_of_bytes(value) >= oldest) return false;
    last = number_of(key);
    return true;
  }));
  return last;
}

Result<void> UserEraser::rewrite_files(const Erasures& erasures, LogPosition last) {
  TWOTOWER_TRY(database_.flush());
  const std::string& first = erasures.begin()->first;
  const std::string end = end_of(erasures.rbegin()->first);
  for (const Family family : {kUserLog, kShownLog, kAlias, kMerged, kUser}) {
    TWOTOWER_TRY(database_.compact(family, first, end));
  }
  if (last > 0) TWOTOWER_TRY(database_.compact(kLog, "", number_bytes(last)));
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
