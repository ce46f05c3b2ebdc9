#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "base/messages/answer_words.h"
#include "base/messages/base_errors.h"
#include "base/messages/bundle_errors.h"
#include "base/messages/cli_errors.h"
#include "base/messages/command_words.h"
#include "base/messages/config_errors.h"
#include "base/messages/data_errors.h"
#include "base/messages/decision_messages.h"
#include "base/messages/demo_messages.h"
#include "base/messages/error_messages.h"
#include "base/messages/features_errors.h"
#include "base/messages/finding_messages.h"
#include "base/messages/help_messages.h"
#include "base/messages/http_errors.h"
#include "base/messages/message.h"
#include "base/messages/model_errors.h"
#include "base/messages/progress_messages.h"
#include "base/messages/report_words.h"
#include "base/messages/run_errors.h"
#include "base/messages/run_words.h"
#include "base/messages/serve_errors.h"
#include "base/messages/store_errors.h"
#include "base/messages/test_messages.h"
#include "base/messages/train_errors.h"

// How messages are said in a language: one file a language, checked when it is compiled.
namespace twotower {

// Fields stand in braces: "{users} users make {share} of all events". Of a Count one of two words
// may follow, the first for 1: "{epochs} {epochs:epoch|epochs}".
struct Sentence {
  std::string_view key;
  std::string_view text;
};

// A word of data that we made (a pizza, a district, a tag), as a language has it.
struct DataWord {
  std::string_view word;
  std::string_view text;
};

// The help of an option ("data.users.id", "split.test (time)" of a kind), a command ("twotower
// train"), a flag or an argument ("train --minutes", "train FILE"). "*" in a path stands for
// anything without a dot.
struct HelpText {
  std::string_view path;
  std::string_view text;
};

// All that a language says.
struct LanguageText {
  std::span<const std::span<const Sentence>> sentences;  // of each list of messages
  std::span<const DataWord> words;                       // those that it has a word of its own for
  std::span<const HelpText> help;  // the first that fits holds; English stands beside the options
};

// The first field in a sentence that begins at `place` or behind it. No name: there is none.
struct ArgumentPlace {
  std::size_t begin = std::string_view::npos;  // of its brace
  std::string_view name;
  std::string_view words;                    // "epoch|epochs"
  std::size_t end = std::string_view::npos;  // behind its brace
};
constexpr ArgumentPlace next_argument(std::string_view text, std::size_t place) {
  const std::size_t begin = text.find('{', place);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = text.find('}', begin);
  if (end == std::string_view::npos) return {begin, text.substr(begin + 1), {}, end};
  const std::string_view field = text.substr(begin + 1, end - begin - 1);
  const std::size_t colon = field.find(':');
  if (colon == std::string_view::npos) return {begin, field, {}, end + 1};
  return {begin, field.substr(0, colon), field.substr(colon + 1), end + 1};
}

constexpr bool has_argument(std::string_view text, std::string_view name) {
  for (ArgumentPlace at = next_argument(text, 0); !at.name.empty();
       at = next_argument(text, at.end)) {
    if (at.name == name) return true;
  }
  return false;
}

// A sentence that names every field of a message, and nothing else. What does not so is no
// constant, so it does not compile.
template <DeclaredMessage M>
consteval Sentence say_as(std::string_view text) {
  for (const std::string_view field : M::kFields) {
    if (!has_argument(text, field)) throw "a field of the message is not said";
  }
  for (ArgumentPlace at = next_argument(text, 0); at.begin != std::string_view::npos;
       at = next_argument(text, at.end)) {
    if (at.end == std::string_view::npos) throw "a brace does not close";
    if (std::ranges::count(at.words, '|') != (at.words.empty() ? 0 : 1)) {
      throw "a count has a word for one and a word for others";
    }
    if (std::ranges::count(M::kFields, at.name) == 0) throw "the message has no such field";
  }
  return {M::kKey, text};
}

// Whether each message has one sentence, and no other has one. By sorted keys: compilers bound how
// much they compute.
template <std::size_t size, typename... M>
constexpr bool covers(const Sentence (&sentences)[size], MessageList<M...> /*all*/) {
  std::array<std::string_view, sizeof...(M)> declared = {M::kKey...};
  std::array<std::string_view, size> found;
  std::ranges::transform(sentences, found.begin(), &Sentence::key);
  std::ranges::sort(declared);
  std::ranges::sort(found);
  return std::ranges::adjacent_find(declared) == declared.end() &&
         std::ranges::equal(declared, found);
}

template <std::size_t size>
constexpr bool are_distinct(const DataWord (&words)[size]) {
  std::array<std::string_view, size> names = {};
  std::ranges::transform(words, names.begin(), &DataWord::word);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end();
}

LanguageText text_in_english();
LanguageText text_in_chinese();

}  // namespace twotower
