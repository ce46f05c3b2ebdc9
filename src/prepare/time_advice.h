#pragma once

#include "base/result.h"
#include "data/data_options.h"

namespace twotower {

// An error of reading times, or of a column that is missing since it was taken for the time, said
// of that column where it holds no times: with one that does, as a flag. Other errors stay. Looks
// at the table once more.
//   options  with the time column that somebody named
Error with_time_column(Error error, const InteractionOptions& options);

}  // namespace twotower
