#pragma once

#include <string>
#include <string_view>
#include <vector>

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

// What told the role of a column.
enum class RoleSign {
  kNone,     // the decision is of no column, or there is none with that role
  kName,     // its name
  kContent,  // it is the only one that holds what the role asks for
  kClicks,   // its name says whether what was shown was clicked
};

// One thing that was chosen because the config did not say it.
struct Decision {
  std::string key;      // "features.user"
  std::string text;     // what was chosen, and why
  std::string flag;     // that changes it: "--user COLUMN"; empty: --set with the key
  double figure = 0.0;  // that decided: rows of the median history, minutes given; 0: none did
  std::vector<LeftOutColumn> left_out;  // of the key "features"
  RoleSign sign = RoleSign::kNone;      // of the keys of columns: "data.interactions.user"
};

}  // namespace twotower
