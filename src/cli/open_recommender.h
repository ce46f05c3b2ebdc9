#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/language.h"
#include "features/id_map.h"
#include "serve/recommender.h"

namespace twotower {

// The bundle that a BUNDLE argument means: the folder itself, or `bundle` in a run (runs/NAME/001,
// runs/NAME/latest), or that of the newest finished run (runs/NAME). The folder itself where there
// is none.
std::string find_bundle(const std::string& path);

// Whether find_bundle() finds one: a folder without is one of data.
bool has_bundle(const std::string& path);

// Fails as open_bundle() does.
Result<Recommender> open_recommender(const std::string& path);

// Lines of a table of items: place, id, score, match, columns to show, reason.
std::string items_table(const Recommendations& answer, Language language);

}  // namespace twotower
