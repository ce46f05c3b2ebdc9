#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "base/value.h"

namespace twotower {

class Message;

// What a message is about. How it is written follows from its type, so no sentence says it.
// NOLINTBEGIN(google-explicit-constructor): a message is written as what it is about.
struct Count {
  template <std::integral T>
  Count(T count) : value(static_cast<std::int64_t>(count)) {}
  std::int64_t value;  // 1200
};
struct Share {
  Share(double share) : value(share) {}
  double value;  // .123: 12.3 %
};
struct WholeShare {
  WholeShare(double share) : value(share) {}
  double value;  // .123: 12 %
};
struct Number {
  Number(double number) : value(number) {}
  double value;  // .05: as short as it is read back, to six digits
};
struct Decimal {
  Decimal(double number) : value(number) {}
  double value;  // 7.25: 7.3
};
struct Gain {
  Gain(double share) : value(share) {}
  double value;  // .314: 31
};
struct SignedGain {
  SignedGain(double share) : value(share) {}
  double value;  // .314: +31
};
struct Names {
  Names(std::vector<std::string> names) : value(std::move(names)) {}
  std::vector<std::string> value;
};
struct Name {
  Name(std::string name) : value(std::move(name)) {}
  std::string value;  // of a column, a key, an id, a value: as it is in every language
};
// NOLINTEND(google-explicit-constructor)
using MessageArgument = std::variant<Count, Share, WholeShare, Number, Decimal, Gain, SignedGain,
                                     Name, Names, std::shared_ptr<const Message>>;

// A field of a message, and what sentences call it: {users}.
template <typename M, typename T>
struct MessageField {
  std::string_view name;
  T M::* field;
};
template <typename M, typename T>
MessageField(const char*, T M::*) -> MessageField<M, T>;

// What rooms declare: kKey names it to programs, fields() lists what it says.
template <typename M>
concept DeclaredMessage = requires {
  { M::kKey } -> std::convertible_to<std::string_view>;
  M::fields();
};

// A key as a template argument.
template <std::size_t size>
struct MessageKey {
  consteval MessageKey(const char (&text)[size]) {  // NOLINT(google-explicit-constructor)
    std::ranges::copy(text, characters);
  }
  char characters[size] = {};
};

// A message that is about nothing but itself: Phrase<"total.days">.
template <MessageKey key>
struct Phrase {
  static constexpr std::string_view kKey = key.characters;
  static constexpr auto fields() { return std::tuple(); }
};

// Something that people are told, without the words: these are in messages/, a file a language.
// Copies are cheap. Thread-safe while nobody changes it.
class Message {
 public:
  using Argument = std::pair<std::string_view, MessageArgument>;

  Message() = default;  // of nothing
  template <DeclaredMessage M>
  Message(const M& declared) : key_(M::kKey) {  // NOLINT(google-explicit-constructor)
    std::apply([&](const auto&... fields) { (add(fields.name, declared.*fields.field), ...); },
               M::fields());
  }

  std::string_view key() const { return key_; }
  const std::vector<Argument>& arguments() const { return arguments_; }

 private:
  void add(std::string_view name, const Message& message) {
    arguments_.emplace_back(name, std::make_shared<const Message>(message));
  }
  void add(std::string_view name, MessageArgument argument) {
    arguments_.emplace_back(name, std::move(argument));
  }

  std::string_view key_;
  std::vector<Argument> arguments_;
};

// {name: value} of what it is about: numbers, null where one is not finite, texts, and {message,
// arguments} of messages within.
Value arguments_value(const Message& message);

// Several messages, for what must be said of each.
template <DeclaredMessage... M>
struct MessageList {};

template <typename... Lists>
struct JoinLists;
template <typename... M>
struct JoinLists<MessageList<M...>> {
  using type = MessageList<M...>;
};
template <typename... A, typename... B, typename... More>
struct JoinLists<MessageList<A...>, MessageList<B...>, More...> {
  using type = typename JoinLists<MessageList<A..., B...>, More...>::type;
};

}  // namespace twotower
