#pragma once

#include <string>
#include <string_view>

#include "base/messages/message.h"

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

// What is done about the column of a leak.
enum class LeakAction {
  kOpen,    // not decided, or it is not a column
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
  Message message;     // for people, with the figure
  double value = 0.0;  // the figure, mostly a share
  std::string flag;    // that changes what is done about it; empty: there is none
  LeakAction action = LeakAction::kOpen;
};

}  // namespace twotower
