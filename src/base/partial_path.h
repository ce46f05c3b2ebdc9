#pragma once

#include <string>

#include "base/result.h"

// Steps that AtomicFile and AtomicDirectory share.
namespace twotower {

// A name for what will become `path`, in the same folder, so that it can be moved there by a
// rename: "runs/.NAME.*.partial" for "runs/NAME", different at every call.
std::string partial_path_of(const std::string& path);

// Returns once the disk has the folder's list of names. Fails with kFileUnwritable.
Result<void> sync_folder(const std::string& path);

// "runs" for "runs/NAME", "." for "NAME".
std::string folder_of(const std::string& path);

}  // namespace twotower
