#pragma once

#include <vector>

#include "base/messages/finding.h"
#include "data/read_dataset.h"

namespace twotower {

// What is odd about the log itself, columns apart; notes and warnings:
//   data.heavy_users     see find_heavy_users()
//   data.unjoinable      1 % of the rows or more name a user or an item that its table lacks
//   data.unused_rows     1 % of the users or items of a table never occur
//   data.same_time       rows that share a time with another of their sequence, from 1 % on: their
//                        order is that of the file
//   data.duplicate_rows  rows equal to another in user, item and time, from .1 % on
//   data.one_moment      5 % of the rows or more have one and the same time
//   data.far_times       less than 1 % of the rows take more time than all others together
//   data.rows_behind     the file is in the order of time but for up to 20 % of the rows, which lie
//                        a day or more behind
// Thread-safe. Memory: 8 bytes an interaction.
std::vector<Finding> check_log(const Dataset& dataset, HeavyRule heavy);

}  // namespace twotower
