#pragma once

#include <string>

#include "base/result.h"
#include "demo/pizza_story.h"

namespace twotower {

// Starts the server on the bundle of a run, at a free port of this machine, has it asked what a
// customer should have, and stops it. Fails as open_recommender_to_serve(), HttpServer::start() and
// HttpClient do.
Result<ServedList> ask_server(const std::string& run_folder, const std::string& user_id);

}  // namespace twotower
