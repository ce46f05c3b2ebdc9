#include "run/internal/list_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "messages/said.h"

namespace twotower {
namespace {

constexpr std::string_view kReason = "reason";
constexpr std::string_view kListNames[] = {"user", "place", "item", "score", "match", kReason};

// "a|b" of a list, as tags are written; missing values are none of it.
void to_joined_texts(RawColumn& column) {
  RawColumn joined{.values = StringColumn()};
  joined.is_missing.resize(column.num_rows(), 0);
  for (std::size_t row = 0; row < column.num_rows(); ++row) {
    const auto [first, end] = column.values_of(row);
    std::string text;
    bool has_any = false;
    for (std::size_t value = first; value < end; ++value) {
      if (column.missing(value)) continue;
      text += (has_any ? "|" : "") + text_of(column, value);
      has_any = true;
    }
    std::get<StringColumn>(joined.values).push_back(text);
    joined.is_missing.edit()[row] = has_any ? 0 : 1;
  }
  column = std::move(joined);
}

}  // namespace

IdColumn::IdColumn(IdMap::Type type) {
  if (type == IdMap::Type::kString) column_.values = StringColumn();
}

void IdColumn::add(const Id& id) {
  if (auto* texts = std::get_if<StringColumn>(&column_.values)) {
    texts->push_back(std::get<std::string>(id));
  } else {
    std::get<Array<std::int64_t>>(column_.values).push_back(std::get<std::int64_t>(id));
  }
}

ListRows::ListRows(const Catalog& catalog, const Form& form)
    : catalog_(catalog), form_(form), users_(form.user_ids), items_(catalog.rows().ids.type()) {}

void ListRows::add(const Id& user, const Recommendations& answer) {
  std::int64_t place = 0;
  for (const RecommendedItem& item : answer.items) {
    users_.add(user);
    items_.add(item.id);
    if (!catalog_.shown().empty()) slots_.push_back(item.slot);
    places_.push_back(++place);
    scores_.push_back(item.score);
    matches_.push_back(item.match);
    if (item.reason.has_value())
      reasons_.push_back(form_.say ? form_.say(item.reason->message)
                                   : english(item.reason->message));
  }
}

RawColumn ListRows::shown_column(std::size_t raw) const {
  RawColumn column;
  if (catalog_.num_changes() == 0) {
    column = catalog_.rows().raw[raw].column.take({slots_.begin(), slots_.end()});
  } else {
    column = catalog_.rows().raw[raw].column.take({});
    for (const std::uint32_t slot : slots_) {
      const auto [rows, row] = catalog_.place_of(slot);
      append_column(column, rows->raw[raw].column.take({row}));
    }
  }
  if (!column.list_offsets.empty() && !form_.may_hold_lists) to_joined_texts(column);
  return column;
}

Table ListRows::take() {
  Table table = {.names = {"user", "place", "item", "score", "match"},
                 .columns = {users_.take(),
                             {.values = std::move(places_)},
                             items_.take(),
                             {.values = std::move(scores_)},
                             {.values = std::move(matches_)}}};
  for (const std::size_t raw : catalog_.shown()) {
    const std::string& name = catalog_.rows().raw[raw].name;
    const bool is_taken = std::ranges::count(kListNames, name) > 0;
    table.names.push_back(is_taken ? fmt::format("item.{}", name) : name);
    table.columns.push_back(shown_column(raw));
  }
  if (!form_.has_reasons) return table;
  table.names.emplace_back(kReason);
  table.columns.push_back({.values = std::move(reasons_)});
  return table;
}

}  // namespace twotower
