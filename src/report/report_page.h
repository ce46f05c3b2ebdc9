#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/value.h"

namespace twotower {

// A point of the map.
struct MapPoint {
  std::array<float, 2> place{};
  std::string label;
  std::string group;       // decides the colour; empty: none
  std::int64_t count = 0;  // training rows of an item
};

struct ListedItem {
  std::string label;
  std::string reason;   // the item of the history that it is most alike; empty: none
  bool is_hit = false;  // the user took it next
};

// One test user: what was before beside what the lists say.
struct ReportPerson {
  std::string id;
  std::vector<std::string> history;  // newest first
  std::vector<std::string> took;
  std::vector<ListedItem> two_towers;
  std::string rival;  // the baseline that the verdict is about: "user_popularity"
  std::vector<ListedItem> of_rival;
};

struct ReportEpoch {
  std::int64_t epoch = 0;
  double loss = 0.0;
  std::optional<double> metric;
};

// What report.html shows.
struct ReportPage {
  std::string name;      // of the run
  std::string language;  // of the page's own words: "en" or "zh"
  std::string verdict;   // in that language; empty: there is none
  Value run;             // what `train --json` prints
  Value config;
  std::string command;  // that gives the run again
  // What was read, checked and decided, in that language:
  // [{label, text, aside, warning, notes: [text]}].
  Value checks = Value(Value::List());
  // By code: what the run's causes and warnings say in that language.
  std::vector<std::pair<std::string, std::string>> cause_texts;
  // {user: {inputs: [{feature, kind, width}], hidden, dim}, item, similarity, temperature}, with
  // features named in that language.
  Value towers;
  std::string epoch_metric;  // title of its curve
  std::vector<ReportEpoch> epochs;
  std::vector<MapPoint> items;
  std::vector<MapPoint> users;
  std::vector<ReportPerson> people;
  // Shares of ten parts of the items, most frequent first; by "rows", "two_towers", "item_knn".
  std::vector<std::pair<std::string, std::vector<double>>> exposure;
};

// One HTML file that needs no other: its data, style and script are inside, and text from the data
// is never markup.
std::string to_html(const ReportPage& page);

}  // namespace twotower
