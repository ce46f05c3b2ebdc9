#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "cli/asked_user.h"
#include "messages/language.h"
#include "run/table_source.h"

namespace twotower {

// `twotower recommend BUNDLE (--user ID | --features JSON | --history ID,ID |
// (--all | --users FILE) --out FILE | --users-for ITEM [--users FILE] [--out FILE]) -k 10
// [--context JSON] [--exclude ID,ID] [--events ID,ID] [--diversity 0..1] [--caps JSON]
// [--why]
// [--json]`
struct RecommendCommand {
  std::string bundle;
  AskedUser who;
  std::optional<double> diversity;  // none: as the bundle says
  std::optional<std::string> caps;  // JSON: {"brand": 2}; none: as the bundle says
  bool why = false;                 // a reason for each item
  bool for_all_users = false;
  TableSource users;                     // table of users, in place of all; no path: none
  std::optional<std::string> users_for;  // item: users are asked for, not items
  std::string out;                       // of many: .parquet, .csv or .jsonl
  bool for_spreadsheets = false;         // .csv begins with a byte order mark
  std::int64_t k = 10;
  bool as_json = false;
  Language language = Language::kEnglish;
  std::size_t num_threads = 0;  // for many users; 0: all

  // What the command prints: a table, or one JSON document. For many users a table is written to
  // `out` (see ListRows and write_users()), with reasons in the language. Fails with
  // kRequestOutOfRange for k below 1, as read_options() does of --caps, and as open_recommender(),
  // Recommender::recommend() and write_lists() and users_for() do.
  Result<std::string> run() const;

 private:
  Result<std::string> run_for_many() const;
  Result<std::string> run_users_for() const;
  Result<RecommendRequest> request(const Recommender& items) const;
};

// `twotower similar BUNDLE --item ID -k 10 [--exclude ID,ID] [--where JSON] [--json]`
struct SimilarCommand {
  std::string bundle;
  std::string item;
  std::string exclude;
  std::optional<std::string> where;  // JSON: what an item must be
  std::int64_t k = 10;
  bool as_json = false;
  Language language = Language::kEnglish;

  // Fails with kRequestOutOfRange for k below 1, and as open_recommender(), read_id_list(),
  // read_where() and Recommender::similar() do.
  Result<std::string> run() const;
};

// `twotower score BUNDLE --user ID --items ID,ID [--json]`
struct ScoreCommand {
  std::string bundle;
  std::string user;
  std::string items;
  bool as_json = false;
  Language language = Language::kEnglish;

  // Fails as open_recommender(), read_id_list() and Recommender::score() do.
  Result<std::string> run() const;
};

}  // namespace twotower
