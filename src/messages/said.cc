#include "messages/said.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

namespace twotower {
namespace {

struct Writer {
  std::span<const Sentence> sentences;

  // Whole per cent, never "-0".
  std::string percent(double share, std::string_view form) const {
    if (std::isinf(share)) return said_in(sentences, InfinitelyMany());
    return fmt::format(fmt::runtime(form), std::lround(100.0 * share));
  }

  std::string operator()(const Count& count) const { return fmt::format("{}", count.value); }
  std::string operator()(const Share& share) const {
    return fmt::format("{:.1f} %", 100.0 * share.value);
  }
  std::string operator()(const WholeShare& share) const {
    return fmt::format("{:.0f} %", 100.0 * share.value);
  }
  std::string operator()(const Number& number) const { return fmt::format("{:g}", number.value); }
  std::string operator()(const Decimal& number) const {
    return fmt::format("{:.1f}", number.value);
  }
  std::string operator()(const Gain& gain) const { return percent(gain.value, "{}"); }
  std::string operator()(const SignedGain& gain) const { return percent(gain.value, "{:+}"); }
  std::string operator()(const Name& name) const { return name.value; }
  std::string operator()(const Names& names) const {
    return fmt::format("{}", fmt::join(names.value, said_in(sentences, Comma())));
  }
  std::string operator()(const std::shared_ptr<const Message>& message) const {
    return said_in(sentences, *message);
  }
};

std::span<const Sentence> sentences_in(Language language) {
  return language == Language::kChinese ? sentences_in_chinese() : sentences_in_english();
}

Message message_of(LeakFate fate) {
  switch (fate) {
    case LeakFate::kNamed: return LeakNamed();
    case LeakFate::kUnread: return LeakUnread();
    case LeakFate::kKept: return LeakKept();
    case LeakFate::kDropped: return LeakDropped();
    case LeakFate::kOpen: break;
  }
  return {};
}

// Of "epoch|epochs".
std::string_view word_for(const MessageArgument& argument, std::string_view words) {
  const std::size_t bar = words.find('|');
  return std::get<Count>(argument).value == 1 ? words.substr(0, bar) : words.substr(bar + 1);
}

}  // namespace

std::string said_in(std::span<const Sentence> sentences, const Message& message) {
  const auto sentence = std::ranges::find(sentences, message.key(), &Sentence::key);
  if (sentence == sentences.end()) return std::string(message.key());
  std::string text;
  std::size_t place = 0;
  for (ArgumentPlace at = next_argument(sentence->text, 0); !at.name.empty();
       at = next_argument(sentence->text, at.end)) {
    text += sentence->text.substr(place, at.begin - place);
    const auto argument =
        std::ranges::find(message.arguments(), at.name, &Message::Argument::first);
    text += at.words.empty() ? std::visit(Writer{sentences}, argument->second)
                             : std::string(word_for(argument->second, at.words));
    place = at.end;
  }
  return text.append(sentence->text.substr(place));
}

std::string said(const Message& message, Language language) {
  return said_in(sentences_in(language), message);
}

void add_message(const Message& message, std::string text, Value::Map& map) {
  map.push_back({"text", Value(std::move(text))});
  map.push_back({"message", Value(std::string(message.key()))});
  map.push_back({"arguments", arguments_value(message)});
}

std::string said(const Finding& finding, Language language) {
  return said(finding.message, language) + said(message_of(finding.fate), language);
}

}  // namespace twotower
