#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace twotower {

class Message;
class Value;

// How an argument of a message is written. No sentence says it.
enum class ArgumentForm {
  kCount,             // 1200
  kSignedCount,       // 5: +5
  kGroupedCount,      // 100000: 100,000
  kBytes,             // 1.2 MB
  kShare,             // .123: 12.3 %
  kWholeShare,        // .123: 12 %
  kNumber,            // .05: as short as it is read back, to six digits
  kDecimal,           // 7.25: 7.3
  kWhole,             // 7.25: 7
  kTwoDigits,         // .645449: 0.65
  kThreeDigits,       // .645449: 0.645
  kFourDigits,        // .645449: 0.6454
  kSignedFourDigits,  // .01: +0.0100
  kGain,              // .314: 31
  kSignedGain,        // .314: +31
  kName,              // of a column, a key, an id, a value: as it is in every language
  kNames,
  kWord,  // of data that we made: as the language has it, or as it is
  kWords,
  kMessage,   // in the words of the language
  kMessages,  // one after the other
};

// What a message is about.
struct MessageArgument {
  std::string_view name;
  ArgumentForm form = ArgumentForm::kCount;
  std::variant<std::int64_t, double, std::string, std::vector<std::string>, std::vector<Message>>
      value;
};

// Something that people are told, without the words: these are in messages/, a file a language.
// Thread-safe while nobody changes it.
class Message {
 public:
  Message() = default;  // of nothing
  Message(std::string_view key, std::initializer_list<MessageArgument> arguments)
      : key_(key), arguments_(arguments) {}

  std::string_view key() const { return key_; }
  const std::vector<MessageArgument>& arguments() const { return arguments_; }

  // Puts `to` wherever `from` stands in a name.
  void replace(std::string_view from, std::string_view to);

 private:
  std::string_view key_;
  std::vector<MessageArgument> arguments_;
};

// A text as a template argument.
template <std::size_t size>
struct MessageKey {
  consteval MessageKey(const char (&text)[size]) {  // NOLINT(google-explicit-constructor)
    std::ranges::copy(text, characters);
  }
  char characters[size] = {};
};

// An argument of a message as it is declared: what sentences call it, and its form.
template <MessageKey name, ArgumentForm form, typename T>
struct MessageField {
  using Value = T;
  static constexpr std::string_view kName = name.characters;
  static MessageArgument argument(T value) {
    if constexpr (std::same_as<T, Message>) {
      return {kName, form, std::vector{std::move(value)}};
    } else {
      return {kName, form, std::move(value)};
    }
  }
};

// Any integer.
struct CountValue {
  template <std::integral T>
  CountValue(T count)  // NOLINT(google-explicit-constructor)
      : value(static_cast<std::int64_t>(count)) {}
  operator std::int64_t() const { return value; }  // NOLINT(google-explicit-constructor)
  std::int64_t value;
};

template <MessageKey name>
using Count = MessageField<name, ArgumentForm::kCount, CountValue>;
template <MessageKey name>
using SignedCount = MessageField<name, ArgumentForm::kSignedCount, CountValue>;
template <MessageKey name>
using GroupedCount = MessageField<name, ArgumentForm::kGroupedCount, CountValue>;
template <MessageKey name>
using Bytes = MessageField<name, ArgumentForm::kBytes, CountValue>;
template <MessageKey name>
using Share = MessageField<name, ArgumentForm::kShare, double>;
template <MessageKey name>
using WholeShare = MessageField<name, ArgumentForm::kWholeShare, double>;
template <MessageKey name>
using Number = MessageField<name, ArgumentForm::kNumber, double>;
template <MessageKey name>
using Decimal = MessageField<name, ArgumentForm::kDecimal, double>;
template <MessageKey name>
using Whole = MessageField<name, ArgumentForm::kWhole, double>;
template <MessageKey name>
using TwoDigits = MessageField<name, ArgumentForm::kTwoDigits, double>;
template <MessageKey name>
using ThreeDigits = MessageField<name, ArgumentForm::kThreeDigits, double>;
template <MessageKey name>
using FourDigits = MessageField<name, ArgumentForm::kFourDigits, double>;
template <MessageKey name>
using SignedFourDigits = MessageField<name, ArgumentForm::kSignedFourDigits, double>;
template <MessageKey name>
using Gain = MessageField<name, ArgumentForm::kGain, double>;
template <MessageKey name>
using SignedGain = MessageField<name, ArgumentForm::kSignedGain, double>;
template <MessageKey name>
using Name = MessageField<name, ArgumentForm::kName, std::string>;
template <MessageKey name>
using Names = MessageField<name, ArgumentForm::kNames, std::vector<std::string>>;
template <MessageKey name>
using Worded = MessageField<name, ArgumentForm::kWord, std::string>;
template <MessageKey name>
using WordedAll = MessageField<name, ArgumentForm::kWords, std::vector<std::string>>;
template <MessageKey name>
using Said = MessageField<name, ArgumentForm::kMessage, Message>;
template <MessageKey name>
using SaidAll = MessageField<name, ArgumentForm::kMessages, std::vector<Message>>;

// A message as it is declared: what programs call it, and what it is about.
//   using UnusedUsers = MessageOf<"data.unused_users", Count<"unused">, Count<"all">>;
//   Message message = UnusedUsers(3, 200);
template <MessageKey id, typename... Fields>
class MessageOf : public Message {
 public:
  static constexpr std::string_view kKey = id.characters;
  static constexpr std::array<std::string_view, sizeof...(Fields)> kFields = {Fields::kName...};

  MessageOf(typename Fields::Value... values)  // NOLINT(google-explicit-constructor)
      : Message(kKey, {Fields::argument(std::move(values))...}) {}
};

template <typename M>
concept DeclaredMessage = std::derived_from<M, Message> && requires {
  { M::kKey } -> std::convertible_to<std::string_view>;
  M::kFields;
};

// {name: value} of what it is about: numbers, null where one is not finite, texts, and {message,
// arguments} of messages within.
Value arguments_value(const Message& message);

// Several messages, for what must be said of each. A list may be longer than the folds that
// compilers take, so nothing is asked of its types here.
template <typename... M>
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
