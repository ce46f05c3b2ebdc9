#include "data/heavy_users.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>

#include "base/timestamp.h"
#include "data/interactions.h"

namespace twotower {
namespace {

constexpr std::size_t kMinUsersToJudge = 100;
constexpr double kUsual = 0.95;
// The real logs that were looked at (films, shops, places) have users of up to 10 times the rows
// and 4 times the rows a day.
constexpr double kManyRows = 10.0;
constexpr double kManyRowsADay = 5.0;
constexpr double kManyRowsAlone = 20.0;  // without times to tell the days
constexpr double kMinShareOfRows = 0.01;

struct Activity {
  std::uint32_t slot = 0;
  std::uint64_t rows = 0;
  std::uint64_t days = 0;  // on which the user was seen; 1 without times

  double rate() const { return static_cast<double>(rows) / static_cast<double>(days); }
};

// Users with rows, in the order of their slots.
std::vector<Activity> activities(const std::vector<std::uint32_t>& user_slots,
                                 const std::vector<std::int64_t>& times,
                                 const std::vector<std::uint8_t>& is_out) {
  std::vector<std::pair<std::uint32_t, std::int64_t>> rows;  // user, day
  for (std::size_t row = 0; row < user_slots.size(); ++row) {
    if (user_slots[row] == kNoSlot || (!is_out.empty() && is_out[row] != 0)) continue;
    const bool has_time = !times.empty() && times[row] != kMissingTime;
    rows.emplace_back(user_slots[row], has_time ? times[row] / kMicrosecondsADay : 0);
  }
  std::ranges::sort(rows);
  std::vector<Activity> users;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool is_new = i == 0 || rows[i].first != rows[i - 1].first;
    if (is_new) users.push_back({.slot = rows[i].first});
    ++users.back().rows;
    users.back().days += is_new || rows[i].second != rows[i - 1].second ? 1 : 0;
  }
  return users;
}

template <typename ValueOf>
double usual(const std::vector<Activity>& users, ValueOf&& value_of) {
  std::vector<double> values;
  values.reserve(users.size());
  for (const Activity& user : users) values.push_back(value_of(user));
  const auto place = static_cast<std::ptrdiff_t>(kUsual * static_cast<double>(values.size()));
  std::ranges::nth_element(values, values.begin() + place);
  return values[static_cast<std::size_t>(place)];
}

}  // namespace

std::vector<HeavyUser> find_heavy_users(const std::vector<std::uint32_t>& user_slots,
                                        const std::vector<std::int64_t>& times,
                                        const std::vector<std::uint8_t>& is_out) {
  const std::vector<Activity> users = activities(user_slots, times, is_out);
  if (users.size() < kMinUsersToJudge) return {};
  const double usual_rows = usual(users, [](const Activity& user) { return double(user.rows); });
  const double usual_rate = usual(users, [](const Activity& user) { return user.rate(); });
  std::vector<HeavyUser> heavy;
  std::uint64_t all_rows = 0, heavy_rows = 0;
  for (const Activity& user : users) {
    all_rows += user.rows;
    const auto rows = static_cast<double>(user.rows);
    const bool is_heavy =
        times.empty() ? rows > kManyRowsAlone * usual_rows
                      : rows > kManyRows * usual_rows && user.rate() > kManyRowsADay * usual_rate;
    if (!is_heavy) continue;
    heavy_rows += user.rows;
    heavy.push_back({user.slot, user.rows});
  }
  const bool are_few = heavy.size() <= std::max<std::size_t>(3, users.size() / 100);
  const bool make_much =
      static_cast<double>(heavy_rows) >= kMinShareOfRows * static_cast<double>(all_rows);
  if (!are_few || !make_much) return {};
  std::ranges::stable_sort(heavy, std::greater{}, &HeavyUser::rows);
  return heavy;
}

}  // namespace twotower
