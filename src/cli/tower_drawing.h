#pragma once

#include <string>

#include "messages/language.h"
#include "run/inspect.h"

namespace twotower {

// Both towers by lines and arrows, from what goes in to where the vectors meet; within 80 columns
// unless there are many or very wide layers:
//   user tower  history (newest 40)  attention  64 -.
//               age                  number      8 -+-> 256 -> 64 -.
//               context hour         category   16 -'              |
//   item tower  movie_id             id         64 -.              |
//               genres               tags       16 -+-> 128 -> 64 -+
//               year                 number      8 -'              |
//   compared    by cosine, temperature 0.15 <----------------------'
//               both towers are trained together, on one loss
std::string draw_towers(const InspectedBundle& bundle, Language language);

}  // namespace twotower
