#pragma once

#include <string>

#include "base/result.h"
#include "bench/train_world.h"

namespace twotower::bench {

// What a row of the loss of task B is compared with.
enum class SequenceNegatives { kAll, kDraws256 };

// Task B: self-attention over histories of 200 items (64 numbers, 2 blocks, 1 head, dropout 0.1),
// the item's vector is its tower, loss at every position. `path` is a file of lists; of each user
// all rows but the last two are fitted. A step has 16,384 positions at most, in whole sequences.
Result<TrainWorld> read_sequence_world(const std::string& path, SequenceNegatives negatives);

// Writes what a peer needs, as a tensor file:
//   offsets  I64 [users + 1]  of the fitted items of each user
//   items    I64 [rows]       item slots, oldest first
//   catalog  I64 [1]          number of items
Result<void> write_sequence_world(const TrainWorld& world, const std::string& path);

}  // namespace twotower::bench
