#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/messages/message.h"

namespace twotower {

// What went wrong, as scripts and tests know it. Adding one means one line here and one in the
// table of result.cc, which is where every surface looks its own form up.
enum class ErrorCode {
  kBundleCorrupt,
  kBundleMismatch,
  kBundleNewer,
  kBundleOlder,
  kConfigConflict,
  kConfigDuplicateKey,
  kConfigOutOfRange,
  kConfigSyntax,
  kConfigUnknownKey,
  kConfigUnknownName,
  kConfigWrongType,
  kCursorExpired,
  kDataAmbiguousColumn,
  kDataAmbiguousEncoding,
  kDataBadRow,
  kDataDuplicateId,
  kDataMissingColumn,
  kDataNotFinite,
  kDataTimeUnit,
  kDataTooLittle,
  kDataUnjoinable,
  kDataWrongFormat,
  kFileUnreadable,
  kFileUnwritable,
  kGenerationRefused,
  kHttpBadRequest,
  kHttpForbidden,
  kHttpNotFound,
  kHttpTimeout,
  kHttpTooLarge,
  kHttpUnauthorized,
  kHttpWrongMethod,
  kHttpWrongType,
  kJsonSyntax,
  kMachineNoIsa,
  kRequestConflict,
  kRequestOutOfRange,
  kRequestPrecondition,
  kRequestUnknownId,
  kRequestWrongFeature,
  kServeAddress,
  kServeBusy,
  kServeDeadline,
  kServeMemory,
  kServeNoState,
  kServeSingleState,
  kSplitLeaks,
  kSplitTimeMissing,
  kStoreCorrupt,
  kStoreFailed,
  kStoreFull,
  kStoreLocked,
  kStoreLostWrites,
  kStoreNewer,
  kTrainDiverged,
  kTrainInterrupted,
  kTrainTooLarge,
  kUsageUnknownCommand,
  kUsageUnknownFlag,
  kUsageWrong,
};

// How each surface shows a code.
struct ErrorCodeForms {
  ErrorCode code;
  std::string_view name;  // "config.unknown_key": command line, JSON, docs
  int exit_status;        // of the command line
  int http_status;
};

const ErrorCodeForms& forms_of(ErrorCode code);

// Why the world's input was refused, in words for the person who can fix it.
struct Error {
  ErrorCode code;
  std::string field;  // full path of the option, column or key: "train.batch_size"
  Message message;    // what, where, what is allowed, how to fix it
};

// Either a value or the Error that prevented it. Check ok() before value() or error().
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return state_.index() == 0; }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

// Success, or the Error that prevented it.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return !error_.has_value(); }
  const Error& error() const {
    assert(!ok());
    return *error_;  // NOLINT(bugprone-unchecked-optional-access): asserted above
  }

 private:
  std::optional<Error> error_;
};

}  // namespace twotower

#define TWOTOWER_CONCAT_INNER(a, b) a##b
#define TWOTOWER_CONCAT(a, b) TWOTOWER_CONCAT_INNER(a, b)

// Leaves the calling function with the Error of `expression`, a Result, if it holds one.
#define TWOTOWER_TRY(expression)                                    \
  if (auto twotower_result = (expression); !twotower_result.ok()) { \
    return twotower_result.error();                                 \
  }                                                                 \
  static_assert(true)

// The same; otherwise moves the value into `target`, a declaration or something assignable:
//   TWOTOWER_ASSIGN(const Value config, read_yaml_file(path));
#define TWOTOWER_ASSIGN(target, expression) \
  TWOTOWER_ASSIGN_NAMED(TWOTOWER_CONCAT(twotower_result_, __LINE__), target, expression)
// A declaration takes no parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define TWOTOWER_ASSIGN_NAMED(result, target, expression) \
  auto result = (expression);                             \
  if (!result.ok()) return result.error();                \
  target = std::move(result).value()
// NOLINTEND(bugprone-macro-parentheses)
