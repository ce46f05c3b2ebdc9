#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/id_map.h"

namespace twotower {

// "17,abc" -> 17 and abc; ids are texts until the bundle's id map reads them. Blanks around an id
// are none of it, and empty texts are none. Fails with kRequestUnknownId where the ids stand apart
// by something else ("1 2 3", "[1,2]"): what no item is called, but a part of it is. The message
// says `flag` as it should be.
Result<std::vector<Id>> read_id_list(std::string_view flag, std::string_view text,
                                     const IdMap& items);

}  // namespace twotower
