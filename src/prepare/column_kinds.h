#pragma once

#include <cstdint>
#include <optional>

#include "base/messages/message.h"
#include "data/column_profile.h"
#include "features/feature_options.h"

namespace twotower {

// Whom a column describes.
enum class Described { kUser, kItem, kMoment };

// Why a column becomes no feature.
enum class WhyLeftOut {
  kOneValue,
  kNoValue,
  kAmbiguousNumbers,  // a comma or point that parts thousands or decimals
  kMixedNumbers,      // of several units
  kMoment,            // a time
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
  kOutcome,       // known only with or after the event
  kLaterEvent,    // only later events have it, see is_of_later_events()
  kGivesItem,     // belongs to the item and changes
};
Message message_of(WhyLeftOut why);

// What a column is read as.
struct KindChoice {
  std::optional<ColumnFeatureOptions> options;  // none: it is left out
  WhyLeftOut why = WhyLeftOut::kOneValue;       // it is left out, where it is
};

// The kind of feature for a column, by what it holds. `num_described`: users, items or moments that
// there are; a column with nearly as many values is a code that teaches nothing, unless it is text.
//   number    numbers, also as people write them (5,29 or $3.50); integers with two values, or a
//             name of what is measured (price)
//   category  integers and texts that come again; texts of many words where each comes five times;
//             `a/b/c` where half of the texts are paths
//   tags      lists, and texts whose parts come again, at a separator or at blanks
//   text      texts of several words
//   vector    lists and texts of equally many numbers
// Lists that were written as texts are lists.
// Left out: what tells who somebody is (mail, phone, name, address), addresses of pages, times,
// codes, columns of one value.
KindChoice choose_kind(const ColumnProfile& column, std::uint64_t num_described,
                       Described described);

// Whether a bundle keeps a column of the items table as it came: not what looks private, nor
// vectors of more than two numbers.
bool is_kept_as_it_came(const ColumnProfile& column, std::uint64_t num_items);

// Whether it was left out because it tells who somebody is: not to be read unless it is named.
bool is_private(const KindChoice& choice);

}  // namespace twotower
