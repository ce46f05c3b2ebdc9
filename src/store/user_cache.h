#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "store/backend.h"
#include "store/stored_user.h"

namespace twotower {

// What a bundle's requests read of a user: what is no part of what it knows already. Times are
// microseconds UTC.
struct UserCut {
  std::optional<LogPosition> above;  // the bundle was made of what came up to it
  std::int64_t later_than = std::numeric_limits<std::int64_t>::min();
  std::int64_t made = std::numeric_limits<std::int64_t>::min();  // when the bundle was
  std::int64_t shown_within = 0;  // microseconds before now; 0: what was shown is not read
  bool operator==(const UserCut&) const = default;
};

// What was last read of users, so that it is read once: the least recently asked go first.
// Thread-safe.
class UserCache {
 public:
  using Entry = std::shared_ptr<const StoredUser>;

  explicit UserCache(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // What is kept for this cut, or null.
  Entry find(const std::string& user_id, const UserCut& cut);
  // How often this user, or one of few others, was forgotten: taken before the user is read.
  std::uint64_t num_forgotten(const std::string& user_id) const;
  // Keeps what was read, unless that was so once more meanwhile.
  void insert(const std::string& user_id, const UserCut& cut, Entry user,
              std::uint64_t num_forgotten);
  void forget(const std::string& user_id);
  // Everybody: who stood for whom may have changed.
  void forget_all();

  std::size_t num_bytes() const;

 private:
  struct Kept {
    std::string user_id;
    UserCut cut;
    Entry user;
    std::size_t bytes;
  };
  using Place = std::list<Kept>::iterator;

  static std::size_t place_of(const std::string& user_id);
  void remove(Place place);  // with the lock

  std::size_t max_bytes_;
  mutable std::mutex mutex_;  // of what follows
  std::list<Kept> kept_;      // the last one asked first
  std::unordered_map<std::string, Place> places_;
  std::size_t bytes_ = 0;
  std::array<std::uint64_t, 1024> num_forgotten_{};  // by hash of the user
};

}  // namespace twotower
