#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "data/entity_table.h"
#include "features/id_map.h"
#include "run/table_source.h"
#include "serve/recommender.h"

namespace twotower {

// The users that are asked for one after the other: all of a bundle, or those of a table. Const
// after it is made, so thread-safe.
class ListedUsers {
 public:
  // All but the programs that the training left out: nobody reads what they are sent.
  static ListedUsers of_bundle(std::shared_ptr<const Bundle> bundle);
  // Each row of a table, in its order: an id that the bundle knows or not, and columns that the
  // model or the rules read of users, in place of what the bundle knows. Other columns are not
  // looked at, and a missing value is as none. Fails as load_config() and read_entity_table() do.
  static Result<ListedUsers> of_table(const Recommender& recommender, const TableSource& source);

  std::size_t size() const { return table_.has_value() ? table_->ids.num_rows() : slots_.size(); }
  IdMap::Type id_type() const;
  Id id(std::size_t user) const;
  // Makes a request one of that user.
  void ask(std::size_t user, RecommendRequest& request) const;

  // Of how the table was read.
  std::vector<Message> doubts() const {
    return table_.has_value() ? doubts_of(table_->findings) : std::vector<Message>();
  }
  std::size_t num_programs() const { return num_programs_; }  // left out
  std::size_t num_new() const;                                // that the bundle does not know

 private:
  explicit ListedUsers(std::shared_ptr<const Bundle> bundle) : bundle_(std::move(bundle)) {}

  std::shared_ptr<const Bundle> bundle_;
  std::vector<std::uint32_t> slots_;
  std::optional<EntityTable> table_;  // none: those of `slots_`
  std::size_t num_programs_ = 0;
};

}  // namespace twotower
