#pragma once

#include <string>

#include "base/result.h"
#include "demo/pizza_story.h"

namespace twotower {

// Starts the server on the bundle of the story's run, at a free port of this machine, has it asked
// what a customer should have, tells it of a guest's order, has it take a new pizza and
// remove it again, and stops it: fills `served`, `event` and `item`. What it keeps meanwhile lies
// in a temporary folder. Fails as open_recommender_to_serve(), HttpServer::start() and HttpClient
// do, and with kFileUnwritable.
Result<void> ask_server(const std::string& user_id, const std::string& pizza_id, PizzaStory& story);

}  // namespace twotower
