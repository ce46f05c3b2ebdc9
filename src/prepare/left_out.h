#pragma once

#include <string>
#include <string_view>

namespace twotower {

// Why a column becomes no feature.
enum class WhyLeftOut {
  kOneValue,
  kMoment,  // a time
  kSession,
  kObjects,      // what no feature reads
  kCode,         // nearly a value for each
  kPrivateName,  // the name says that it tells who somebody is
  kMails,
  kPhones,
  kPages,         // addresses of pages
  kUnevenLists,   // numbers, in lists of different lengths
  kTooSeldom,     // items come too seldom again to tell whose it is
  kUnknownTypes,  // named like types of events, with none that is known
  kOutcome,       // known only after the event
  kGivesItem,     // belongs to the item and changes
  kNewValues,     // most values are new to training
};

// "nearly a value for each: a code".
std::string_view text_of(WhyLeftOut why);

struct LeftOutColumn {
  std::string name;
  WhyLeftOut why = WhyLeftOut::kOneValue;
};

}  // namespace twotower
