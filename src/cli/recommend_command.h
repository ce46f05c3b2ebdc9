#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"

namespace twotower {

// `twotower recommend BUNDLE (--user ID | --features JSON | --history ID,ID | --all --out FILE) -k
// 10
// [--context JSON] [--exclude ID,ID] [--events ID,ID] [--diversity 0..1] [--json]`
struct RecommendCommand {
  std::string bundle;
  std::optional<std::string> user;
  std::optional<std::string> features;  // JSON: map from columns to values
  std::optional<std::string> context;   // JSON
  std::optional<std::string> history;   // item ids, oldest first
  std::string events;                   // item ids, oldest first: what came after the history
  std::string exclude;
  double diversity = 0.0;
  bool for_all_users = false;
  std::string out;  // for all users: .parquet or .csv
  std::int64_t k = 10;
  bool as_json = false;
  std::size_t num_threads = 0;  // for all users; 0: all

  // What the command prints: a table, or one JSON document. For all users, a table of user, place,
  // item, score and match is written to `out`.
  Result<std::string> run() const;

 private:
  Result<std::string> run_for_all() const;
};

// `twotower similar BUNDLE --item ID -k 10 [--json]`
struct SimilarCommand {
  std::string bundle;
  std::string item;
  std::int64_t k = 10;
  bool as_json = false;

  Result<std::string> run() const;
};

// `twotower score BUNDLE --user ID --items ID,ID [--json]`
struct ScoreCommand {
  std::string bundle;
  std::string user;
  std::string items;
  bool as_json = false;

  Result<std::string> run() const;
};

}  // namespace twotower
