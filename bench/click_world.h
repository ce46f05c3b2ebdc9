#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "bench/train_world.h"

namespace twotower::bench {

// Task A: users that click items at random, users alike, item of rank r as often as (r + 1)^-0.8.
// Both sides have an id (64 numbers), three categories (16 each) and four numbers, and towers of
// 256, 128 and 64. Nothing can be learned from it but how frequent items are; the work of a step is
// that of a real log of this size.
struct ClickWorldOptions {
  std::size_t num_users = 1'000'000;
  std::size_t num_items = 200'000;
  std::size_t num_clicks = 1'000'000;
  double skew = 0.8;
  std::int64_t batch_size = 4096;
  std::uint64_t seed = 1;
};
Result<TrainWorld> make_click_world(const ClickWorldOptions& options);

// Writes what a peer needs for the same steps as ours, as a tensor file:
//   users, items                    I64 [clicks]  in the order of our first epoch
//   item_counts                     I64 [items]   clicks of each
//   user_categories, user_numbers   I64 [users, 3], F32 [users, 4]; the same for items
// The numbers are standardised already.
Result<void> write_click_world(const TrainWorld& world, const std::string& path);

}  // namespace twotower::bench
