#pragma once

#include <string>

#include "base/file_descriptor.h"
#include "base/result.h"

// Steps that AtomicFile and AtomicDirectory share.
namespace twotower {

// A name for what will become `path`, in the same folder, so that it can be moved there by a
// rename: "runs/.NAME.*.partial" for "runs/NAME", different at every call.
std::string partial_path_of(const std::string& path);

// Marks what was just made at a partial path as being written, for as long as the descriptor is
// open and the process lives, however it ends. False if remove_abandoned() came first: make another
// one. Where the file system has no locks nothing is marked, and nothing there counts as abandoned.
bool mark_as_written(const FileDescriptor& partial, const std::string& partial_path);

// Removes what killed writers of `path` left beside it: partial paths of that very name which
// nobody writes any more. What cannot be looked at or removed stays.
void remove_abandoned(const std::string& path);

// Returns once the disk has the folder's list of names. Fails with kFileUnwritable.
Result<void> sync_folder(const std::string& path);

// That there is a folder to write `path` in. Fails with kFileUnwritable, which says how to make it:
// for commands to ask before they work for what they cannot write.
Result<void> check_folder_of(const std::string& path);

// "runs" for "runs/NAME", "." for "NAME".
std::string folder_of(const std::string& path);

}  // namespace twotower
