#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"

namespace twotower {

// Names a data set as it was read: 16 hexadecimal digits that follow from the bytes of all files
// that `paths` mean (see find_files()), in order, from the columns that their folders give, and
// from the options, but not from where the files lie, so give `options` without their paths or with
// them as the manifest should hold them. Equal keys: the encoded set may be used again. Reads the
// files once, a megabyte at a time. Fails with kFileUnreadable, and as find_files() does.
Result<std::string> data_key(const std::vector<std::string>& paths, const Value& options);

}  // namespace twotower
