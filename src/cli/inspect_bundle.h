#pragma once

#include <string>

#include "base/value.h"
#include "bundle/bundle.h"
#include "messages/language.h"

namespace twotower {

// What a bundle is, as scripts read it: {kind: bundle, path, generation, created, twotower, users,
// items, events, repeat, similarity, temperature, towers: {user, item}, tables, weights, files,
// metrics}.
Value bundle_value(const Bundle& bundle, const std::string& path);

// The same for people.
std::string bundle_text(const Bundle& bundle, const std::string& path, Language language);

}  // namespace twotower
