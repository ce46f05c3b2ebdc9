#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "messages/language.h"

namespace twotower {

// `twotower inspect FILE|BUNDLE [--set KEY=VALUE]... [--json]`
struct InspectCommand {
  std::string path;
  std::vector<std::string> overrides;  // of a table: data.interactions.encoding=gbk
  bool as_json = false;
  Language language = Language::kEnglish;

  // What the command prints. Of a bundle (also a run): what it was trained on, both towers with
  // widths, tables, parts with sizes, metrics. Of a table: columns with types, missing and distinct
  // values. Fails as inspect_bundle() and inspect_table() do.
  Result<std::string> run() const;
};

}  // namespace twotower
