#pragma once

#include <string>

#include "base/result.h"
#include "cli/asked_user.h"
#include "messages/language.h"

namespace twotower {

// `twotower why BUNDLE (--user ID | --features JSON | --history ID,ID) --item ID [--context JSON]
// [--exclude ID,ID] [--events ID,ID] [--json]`
struct WhyCommand {
  std::string bundle;
  AskedUser who;
  std::string item;
  bool as_json = false;
  Language language = Language::kEnglish;

  // What the command prints: lines for people, or one JSON document. Fails as open_recommender(),
  // AskedUser::request() and Recommender::why() do.
  Result<std::string> run() const;
};

}  // namespace twotower
