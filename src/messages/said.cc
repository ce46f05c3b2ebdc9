#include "messages/said.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace twotower {
namespace {

// Whole per cent, never "-0"; tenths below one half, since the sign is what a bound is read for.
std::string percent(const LanguageText& text, double share, bool is_signed) {
  if (std::isinf(share)) return said_in(text, InfinitelyMany());
  const long whole = std::lround(100.0 * share), tenths = std::lround(1000.0 * share);
  const bool is_small = whole == 0 && tenths != 0;
  const double shown = is_small ? static_cast<double>(tenths) / 10.0 : static_cast<double>(whole);
  return is_signed ? fmt::format("{:+.{}f}", shown, is_small ? 1 : 0)
                   : fmt::format("{:.{}f}", shown, is_small ? 1 : 0);
}

// Of 1,000s, as disks have them.
std::string bytes_text(std::int64_t bytes) {
  const double megabytes = static_cast<double>(bytes) / 1e6;
  return megabytes < 1000.0 ? fmt::format("{:.1f} MB", megabytes)
                            : fmt::format("{:.1f} GB", megabytes / 1e3);
}

std::string grouped(std::int64_t count) {
  std::string digits = fmt::format("{}", count);
  const std::size_t first = count < 0 ? 1 : 0;
  for (std::size_t place = digits.size(); place > first + 3; place -= 3) {
    digits.insert(place - 3, ",");
  }
  return digits;
}

std::string joined(const LanguageText& text, const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, said_in(text, Comma())));
}

std::string joined(const LanguageText& text, const std::vector<Message>& messages) {
  std::vector<std::string> texts;
  for (const Message& message : messages) texts.push_back(said_in(text, message));
  return joined(text, texts);
}

std::string worded(const LanguageText& text, std::string_view word) {
  const auto found = std::ranges::find(text.words, word, &DataWord::word);
  return std::string(found == text.words.end() ? word : found->text);
}

std::string worded(const LanguageText& text, const std::vector<std::string>& words) {
  std::vector<std::string> texts;
  for (const std::string& word : words) texts.push_back(worded(text, word));
  return joined(text, texts);
}

std::string written(const LanguageText& text, const MessageArgument& argument) {
  const auto number = [&] { return std::get<double>(argument.value); };
  const auto count = [&] { return std::get<std::int64_t>(argument.value); };
  const auto name = [&]() -> const std::string& { return std::get<std::string>(argument.value); };
  const auto names = [&]() -> const std::vector<std::string>& {
    return std::get<std::vector<std::string>>(argument.value);
  };
  switch (argument.form) {
    case ArgumentForm::kCount: return fmt::format("{}", count());
    case ArgumentForm::kSignedCount: return fmt::format("{:+}", count());
    case ArgumentForm::kGroupedCount: return grouped(count());
    case ArgumentForm::kBytes: return bytes_text(count());
    case ArgumentForm::kShare: return fmt::format("{:.1f} %", 100.0 * number());
    case ArgumentForm::kWholeShare: return fmt::format("{:.0f} %", 100.0 * number());
    case ArgumentForm::kNumber: return fmt::format("{:g}", number());
    case ArgumentForm::kDecimal: return fmt::format("{:.1f}", number());
    case ArgumentForm::kWhole: return fmt::format("{:.0f}", number());
    case ArgumentForm::kTwoDigits: return fmt::format("{:.2f}", number());
    case ArgumentForm::kThreeDigits: return fmt::format("{:.3f}", number());
    case ArgumentForm::kFourDigits: return fmt::format("{:.4f}", number());
    case ArgumentForm::kSignedFourDigits: return fmt::format("{:+.4f}", number());
    case ArgumentForm::kGain: return percent(text, number(), false);
    case ArgumentForm::kSignedGain: return percent(text, number(), true);
    case ArgumentForm::kName: return name();
    case ArgumentForm::kNames: return joined(text, names());
    case ArgumentForm::kWord: return worded(text, name());
    case ArgumentForm::kWords: return worded(text, names());
    case ArgumentForm::kMessage:
    case ArgumentForm::kMessages:
      return joined(text, std::get<std::vector<Message>>(argument.value));
  }
  return {};
}

Message message_of(LeakAction action) {
  switch (action) {
    case LeakAction::kNamed: return LeakNamed();
    case LeakAction::kUnread: return LeakUnread();
    case LeakAction::kKept: return LeakKept();
    case LeakAction::kDropped: return LeakDropped();
    case LeakAction::kOpen: break;
  }
  return {};
}

// Of "epoch|epochs".
std::string_view word_for(const MessageArgument& argument, std::string_view words) {
  const std::size_t bar = words.find('|');
  return std::get<std::int64_t>(argument.value) == 1 ? words.substr(0, bar) : words.substr(bar + 1);
}

const Sentence* find_sentence(const LanguageText& text, std::string_view key) {
  for (const std::span<const Sentence> list : text.sentences) {
    const auto sentence = std::ranges::find(list, key, &Sentence::key);
    if (sentence != list.end()) return &*sentence;
  }
  return nullptr;
}

}  // namespace

LanguageText text_in(Language language) {
  return language == Language::kChinese ? text_in_chinese() : text_in_english();
}

std::string said_in(const LanguageText& text, const Message& message) {
  const Sentence* sentence = find_sentence(text, message.key());
  if (sentence == nullptr) return std::string(message.key());
  std::string words;
  std::size_t place = 0;
  for (ArgumentPlace at = next_argument(sentence->text, 0); !at.name.empty();
       at = next_argument(sentence->text, at.end)) {
    words += sentence->text.substr(place, at.begin - place);
    const auto argument = std::ranges::find(message.arguments(), at.name, &MessageArgument::name);
    words +=
        at.words.empty() ? written(text, *argument) : std::string(word_for(*argument, at.words));
    place = at.end;
  }
  return words.append(sentence->text.substr(place));
}

std::string said(const Message& message, Language language) {
  return said_in(text_in(language), message);
}

std::string english(const Message& message) {
  return said(message, Language::kEnglish);
}

std::string word_in(Language language, std::string_view word) {
  return worded(text_in(language), word);
}

void add_message(const Message& message, std::string text, Value::Map& map) {
  map.push_back({"text", Value(std::move(text))});
  map.push_back({"message", Value(std::string(message.key()))});
  map.push_back({"arguments", arguments_value(message)});
}

std::string said(const Finding& finding, Language language) {
  return said(finding.message, language) + said(message_of(finding.action), language);
}

}  // namespace twotower
