#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twotower {

enum class FindingKind {
  kNote,     // worth knowing
  kWarning,  // something is odd: look at it
  kLeak,     // the future, or the answer, is in what a model may read: figures cannot be trusted
};
constexpr std::string_view name_of(FindingKind kind) {
  constexpr std::string_view kNames[] = {"note", "warning", "leak"};
  return kNames[static_cast<int>(kind)];
}

enum class CheckedTable { kInteractions, kUsers, kItems };
constexpr std::string_view name_of(CheckedTable table) {
  constexpr std::string_view kNames[] = {"interactions", "users", "items"};
  return kNames[static_cast<int>(table)];
}

// What became of the column of a leak.
enum class LeakFate {
  kOpen,    // not decided, or it is no column
  kNamed,   // kept: the config names it
  kUnread,  // no feature reads it
  kKept,
  kDropped,
};

// What a check of the data says.
struct Finding {
  std::string code;  // "data.heavy_users"
  FindingKind kind = FindingKind::kNote;
  CheckedTable table = CheckedTable::kInteractions;
  std::string column;  // empty: the table as a whole
  std::string text;    // for people, with the figure
  double value = 0.0;  // the figure, mostly a share
  std::string flag;    // that changes what is done about it; empty: there is none
  LeakFate fate = LeakFate::kOpen;
  std::vector<double> figures;  // those of the text, in their order; shares in per cent
  std::string name;             // what the text names: users, a property, a total; else empty
};

}  // namespace twotower
