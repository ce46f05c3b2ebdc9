#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/messages/message.h"
#include "bundle/catalog.h"
#include "data/files/table.h"
#include "features/id_map.h"
#include "serve/recommendations.h"

namespace twotower {

// A column of ids, all of one type. Not thread-safe.
class IdColumn {
 public:
  explicit IdColumn(IdMap::Type type);

  void add(const Id& id);
  RawColumn take() { return std::move(column_); }

 private:
  RawColumn column_;
};

// The rows of some users' lists, as files have them: user, place, item, score, match, what answers
// show of items (data.items.show), and reason. A column of the catalog that is named as another
// one here is "item.NAME". Not thread-safe.
class ListRows {
 public:
  struct Form {
    IdMap::Type user_ids = IdMap::Type::kInt64;
    bool has_reasons = false;
    bool may_hold_lists = true;                           // else lists are texts: "a|b"
    std::function<std::string(const Message&)> say = {};  // reasons; null: in English
  };
  // The catalog must outlive it.
  ListRows(const Catalog& catalog, const Form& form);

  void add(const Id& user, const Recommendations& answer);
  // Once, at the end.
  Table take();

 private:
  RawColumn shown_column(std::size_t raw) const;

  const Catalog& catalog_;
  Form form_;
  IdColumn users_, items_;
  std::vector<std::uint32_t> slots_;
  std::vector<std::int64_t> places_;
  std::vector<double> scores_, matches_;
  StringColumn reasons_;
};

}  // namespace twotower
