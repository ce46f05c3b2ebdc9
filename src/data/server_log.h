#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "data/data_options.h"
#include "data/interaction_file.h"

namespace twotower {

// The columns of a server's events, as `twotower export-log` writes them and `train` reads them;
// columns of the context stand beside them.
struct ServerLogColumns {
  static constexpr std::string_view kUser = "user_id", kItem = "item_id", kType = "type",
                                    kTime = "time", kValue = "value", kRequest = "request_id",
                                    kPlace = "position";  // in the answer
  static constexpr std::string_view kLog = "log",         // the id of the log
      kPosition = "log_position";                         // in it
  // The type of an event that came without one, where the interactions have types.
  static constexpr std::string_view kUntyped = "untyped";

  // The name of a column of the context: its own, or that behind "context." where it is one of
  // these or begins so.
  static std::string of_context(const std::string& name);
};

// Events that servers kept.
struct ServerLog {
  InteractionFile events;
  std::map<std::string, std::int64_t> positions;  // of the newest, by log
  std::uint64_t num_unfit = 0;    // values that the type of their column is not: missing
  std::uint64_t num_untyped = 0;  // events without a type, where the interactions have types
};

// Reads data.interactions.log as more rows of interactions that were read with `request`: roles are
// those columns, and what `like` has of a role under another name is that of the role. Columns have
// the types that `like` has: a value that is none is missing, a list where there are no lists is a
// text, a|b. Columns of `like` that a file of the log has not are missing; what was only shown is
// left out where the interactions have no types. Empty for a log without events. Fails as
// read_interaction_file() does, with kDataMissingColumn for what is no such log, and with
// kConfigConflict where sequences are sessions or have no users.
Result<ServerLog> read_server_log(const InteractionOptions& options,
                                  const InteractionFileRequest& request,
                                  const InteractionFile& like);

}  // namespace twotower
