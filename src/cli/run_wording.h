#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "messages/language.h"

namespace twotower {

// What train, evaluate and init say in one language: labels of ten columns, then sentences with
// places for their figures (fmt). Keys, codes, names of columns and flags are the same in all.
struct RunWording {
  // What was read.
  std::string_view read, read_rows, read_seconds, in_files, period;
  std::string_view columns, columns_read, weights, found, found_encoding, found_no_header;
  std::string_view order_by_time, order_by_column, no_order;
  // What was checked.
  std::string_view checked;
  std::string_view rows_left_out, impressions, bad_rows, header_rows;
  std::string_view log_rows, log_untyped, log_unfit;
  std::string_view missing_times, missing_orders, nan_values;
  std::string_view lists_ascend, leaks;
  // What was decided.
  std::string_view repeats, repeats_share, known_stay, known_left_out;
  std::string_view split, split_parts, until, cold_items, in_none;
  std::string_view chosen, decision;
  // The training.
  std::string_view refit, model, cost, cost_time, seconds, minutes;
  std::string_view epoch, loss, validation, best;
  // The table of results.
  std::string_view test, cold_among_all, cold_alone;
  std::string_view users, known_targets, items_shown, lists_alike, targets, verdict, causes, colon,
      to_try, next;
  // The report's curve.
  std::string_view validation_title;
};

const RunWording& run_wording(Language language);

// The name of a line or slice of a table of results: "item_knn", "new_users". A name that has no
// word of its own is shown as it is.
std::string result_name(Language language, std::string_view name);

// What a key of the config decides, in brackets behind it: "（物品特征）". Empty in English, where
// keys speak, and for other keys.
std::string_view key_note(Language language, std::string_view key);

}  // namespace twotower
