#include "data/role_content.h"

#include <string>
#include <vector>

#include "data/column_names.h"

namespace twotower {
namespace {

constexpr double kReadsAsTime = 0.99;  // share of the values
constexpr double kHasTimeForm = 0.9;   // share of the values

}  // namespace

bool reads_as_time(const ColumnProfile& column) {
  return column.time_share >= kReadsAsTime && !column.is_list;
}

bool has_time_form(const ColumnProfile& column) {
  return column.time_form_share >= kHasTimeForm;
}

bool is_named_id(std::string_view name) {
  const std::vector<std::string> words = name_words(name);
  return !words.empty() && (words.back() == "id" || words.back() == "no" || words.back() == "code");
}

}  // namespace twotower
