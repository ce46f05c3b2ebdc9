#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace twotower {

// A user who makes far more events, and more a day, than people do: a program, or a shared account.
struct HeavyUser {
  std::uint32_t slot;
  std::uint64_t rows;
};

// Users with more than 10 times the rows that 95 % of the users stay below, and more than 5 times
// their rows per day on which they were seen; without times, more than 20 times the rows. They are
// heavy only where they are few (1 % of the users, or three) and make 1 % of all rows together, so
// that a long tail is none. Most rows first.
//   user_slots  [rows] kNoSlot: no user
//   times       [rows] microseconds UTC or kMissingTime; empty without times
//   is_out      [rows] 1: not looked at; empty: none
// Nobody is heavy among fewer than 100 users. Memory: 16 bytes a row.
std::vector<HeavyUser> find_heavy_users(const std::vector<std::uint32_t>& user_slots,
                                        const std::vector<std::int64_t>& times,
                                        const std::vector<std::uint8_t>& is_out);

}  // namespace twotower
