#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "serve/generation_switch.h"

namespace twotower {

// Copies a state folder that no server has, to a folder that is not there yet: what it keeps, and
// the generations. Fails with kStoreLocked where a server has it (which writes backups itself: POST
// /v1/backups), with kFileUnwritable, also where something is at `to`, with kFileUnreadable where
// there is no state folder, and as open_rocksdb() does. Within the state folder only what lies in
// `backups` is no part of it: another place there is kFileUnwritable.
Result<Backup> back_up_state(const std::string& state, const std::string& to);

// What restore_state() could not take along.
struct Restored {
  std::vector<Error> left_out;  // of generations that do not serve: what is damaged
};

// Makes a state folder of a backup: copies it, reads every file of it against its checksums, and
// gives its log a name of its own. Nothing may be at `state`, which lies elsewhere. Fails with
// kFileUnreadable where there is no backup, kStoreLocked where a server has it, kFileUnwritable,
// kBundleCorrupt, kStoreCorrupt and kStoreLostWrites: there is no state folder then.
Result<Restored> restore_state(const std::string& backup, const std::string& state);

}  // namespace twotower
