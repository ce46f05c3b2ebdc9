#pragma once

#include <string>

#include "base/result.h"
#include "messages/language.h"
#include "run/table_source.h"

namespace twotower {

// `twotower items add BUNDLE FILE [--out FOLDER] [--json]`
struct ItemsAddCommand {
  std::string bundle;
  TableSource source;  // a table of items with the columns that the bundle's items table had
  std::string out;     // empty: the first of BUNDLE.2, BUNDLE.3, ... that is not there
  bool as_json = false;
  Language language = Language::kEnglish;

  // Writes a bundle with these items, whose parent is the one it was made from; that one stays as
  // it is. What the command prints: how many are new, and where they are. Fails as add_items()
  // does.
  Result<std::string> run() const;
};

}  // namespace twotower
