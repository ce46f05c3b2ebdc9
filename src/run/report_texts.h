#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/value.h"

namespace twotower {

// What report.html says of the run in a language; the rest of the page has its own words.
struct ReportTexts {
  std::string language = "en";  // of the page's own words: "en" or "zh"
  std::string verdict;          // empty: there is none
  // What was read, checked and decided: [{label, text, aside, warning, notes: [text]}].
  Value checks = Value(Value::List());
  // By code: what causes and warnings say.
  std::vector<std::pair<std::string, std::string>> cause_texts;
  std::string epoch_metric;  // title of its curve
  // What the page calls an item or a group of items whose name in the data is this, for data that
  // is made by the program itself; null: as the data has it.
  std::function<std::string(const std::string&)> name_of;
};

}  // namespace twotower
