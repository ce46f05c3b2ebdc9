#pragma once

#include <cstddef>

#include "base/result.h"
#include "base/thread_pool.h"
#include "demo/measure_story.h"

namespace twotower {

// What `demo why` tells: two towers beside one network that reads customer and pizza together.
struct WhyChapter {
  std::size_t num_inputs = 0;  // of the one network
  double two_seconds = 0.0;    // of training
  double one_seconds = 0.0;
  ShownChances two_towers;    // of the next order, as in the story
  double one_tower = 0.0;     // its chance in the same test
  double two_ms_small = 0.0;  // for one customer among all pizzas of the shop
  double one_ms_small = 0.0;
  std::size_t many = 0;            // vectors of the large search
  double two_ms_many = 0.0;        // one pass of the user tower, and one search of all of them
  double one_us_pair = 0.0;        // of one pass of the one network; all times are of one thread
  std::size_t measured_pairs = 0;  // from which the last one follows

  double one_ms_of(std::size_t num_pairs) const {
    return 1e-3 * one_us_pair * static_cast<double>(num_pairs);
  }
};

// Trains the one network on the orders that the towers were trained on, and measures both. Fails as
// ShopCounter::open() does. Memory: 600 MB while a million vectors are searched.
Result<WhyChapter> measure_why(ThreadPool& pool, const StorySource& source);

}  // namespace twotower
