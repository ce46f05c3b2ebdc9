#pragma once

#include "base/messages/message.h"

// How long something takes, for a person who waits: see Progress.
namespace twotower {

using ProgressLeft = MessageOf<"progress.left", Said<"time">>;
using ProgressSeconds = MessageOf<"progress.seconds", Whole<"seconds">>;
using ProgressMinutes = MessageOf<"progress.minutes", Whole<"minutes">>;
using ProgressHours = MessageOf<"progress.hours", Decimal<"hours">>;

using ProgressMessages = MessageList<ProgressLeft, ProgressSeconds, ProgressMinutes, ProgressHours>;

}  // namespace twotower
