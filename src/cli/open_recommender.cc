#include "cli/open_recommender.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <variant>

#include "base/json.h"
#include "bundle/bundle.h"
#include "cli/answer_wording.h"
#include "messages/say.h"

namespace twotower {
namespace {

std::string text_of_value(const Value& value) {
  const auto* text = value.as<std::string>();
  return text != nullptr ? *text : to_json(value);
}

std::string shown_text(const Value& show) {
  std::string text;
  const auto* map = show.as<Value::Map>();
  for (const auto& [name, value] : map == nullptr ? Value::Map() : *map) {
    if (!value.is_null()) text += "  " + text_of_value(value);
  }
  return text;
}

// "; runs/shop/002 has one", of a folder that is no bundle and no run.
std::string bundles_below(const std::string& path) {
  namespace fs = std::filesystem;
  constexpr int kDeepest = 2;  // runs/NAME/001
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator entry(path, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_directory(ignored) || entry.depth() == kDeepest) {
      entry.disable_recursion_pending();
    } else if (fs::exists(entry->path() / "bundle" / Manifest::kFileName, ignored)) {
      found.push_back(entry->path().string());
    }
  }
  if (found.empty()) return "; a bundle is what `twotower train` writes: runs/NAME/latest";
  return fmt::format("; {} has one", *std::ranges::max_element(found));
}

std::string line_of(std::size_t place, const RecommendedItem& item, std::size_t width,
                    Language language) {
  const std::string reason =
      item.reason.has_value() ? fmt::format("  [{}]", reason_text(*item.reason, language)) : "";
  return fmt::format("{:>4}  {:<{}}  {:>9.4f}  {:>6.4f}{}{}\n", place, id_text(item.id), width,
                     item.score, item.match, shown_text(item.show), reason);
}

}  // namespace

std::string find_bundle(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  for (const char* place : {"", "bundle", "latest/bundle"}) {
    const fs::path folder = *place == '\0' ? fs::path(path) : fs::path(path) / place;
    if (fs::exists(folder / Manifest::kFileName, ignored)) return folder.string();
  }
  return path;
}

bool has_bundle(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::path(find_bundle(path)) / Manifest::kFileName,
                                 ignored);
}

Result<Recommender> open_recommender(const std::string& path) {
  auto bundle = open_bundle(find_bundle(path));
  if (bundle.ok()) return Recommender(std::move(bundle).value());
  Error error = bundle.error();
  if (!has_bundle(path)) error.message += bundles_below(path);
  return error;
}

std::string items_table(const Recommendations& answer, Language language) {
  const AnswerWording& words = answer_wording(language);
  std::size_t width = 4;
  for (const RecommendedItem& item : answer.items) {
    width = std::max(width, id_text(item.id).size());
  }
  std::string text =
      fmt::format("{:>4}  {:<{}}  {:>9}  {:>6}\n", "", words.item, width, words.score, words.match);
  for (std::size_t i = 0; i < answer.items.size(); ++i) {
    text += line_of(i + 1, answer.items[i], width, language);
  }
  if (answer.degraded) text += words.popular;
  if (const auto& shortfall = answer.shortfall; shortfall.has_value()) {
    text += say(words.shortfall, shortfall->catalog, shortfall->seen, shortfall->exclude);
  }
  if (answer.unknown_items > 0) text += say(words.unknown_items, answer.unknown_items);
  return text;
}

}  // namespace twotower
