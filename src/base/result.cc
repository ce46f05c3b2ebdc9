#include "base/result.h"

#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "base/check.h"

namespace twotower {
namespace {

// Exit status: 2 for what the user can fix in usage, config or data, 1 for anything else.
constexpr std::array kForms = {
    ErrorCodeForms{ErrorCode::kBundleCorrupt, "bundle.corrupt", 1, 503},
    ErrorCodeForms{ErrorCode::kBundleMismatch, "bundle.mismatch", 2, 409},
    ErrorCodeForms{ErrorCode::kBundleNewer, "bundle.newer", 2, 409},
    ErrorCodeForms{ErrorCode::kBundleOlder, "bundle.older", 2, 409},
    ErrorCodeForms{ErrorCode::kConfigConflict, "config.conflict", 2, 400},
    ErrorCodeForms{ErrorCode::kConfigDuplicateKey, "config.duplicate_key", 2, 400},
    ErrorCodeForms{ErrorCode::kConfigOutOfRange, "config.out_of_range", 2, 400},
    ErrorCodeForms{ErrorCode::kConfigSyntax, "config.syntax", 2, 400},
    ErrorCodeForms{ErrorCode::kConfigUnknownKey, "config.unknown_key", 2, 400},
    ErrorCodeForms{ErrorCode::kConfigUnknownName, "config.unknown_name", 2, 400},
    ErrorCodeForms{ErrorCode::kConfigWrongType, "config.wrong_type", 2, 400},
    ErrorCodeForms{ErrorCode::kCursorExpired, "cursor.expired", 1, 409},
    ErrorCodeForms{ErrorCode::kDataAmbiguousColumn, "data.ambiguous_column", 2, 400},
    ErrorCodeForms{ErrorCode::kDataAmbiguousEncoding, "data.ambiguous_encoding", 2, 400},
    ErrorCodeForms{ErrorCode::kDataBadRow, "data.bad_row", 2, 400},
    ErrorCodeForms{ErrorCode::kDataDuplicateId, "data.duplicate_id", 2, 400},
    ErrorCodeForms{ErrorCode::kDataMissingColumn, "data.missing_column", 2, 400},
    ErrorCodeForms{ErrorCode::kDataNotFinite, "data.not_finite", 2, 400},
    ErrorCodeForms{ErrorCode::kDataTimeUnit, "data.time_unit", 2, 400},
    ErrorCodeForms{ErrorCode::kDataTooLittle, "data.too_little", 2, 400},
    ErrorCodeForms{ErrorCode::kDataUnjoinable, "data.unjoinable", 2, 400},
    ErrorCodeForms{ErrorCode::kDataWrongFormat, "data.wrong_format", 2, 400},
    ErrorCodeForms{ErrorCode::kFileUnreadable, "file.unreadable", 2, 404},
    ErrorCodeForms{ErrorCode::kFileUnwritable, "file.unwritable", 1, 507},
    ErrorCodeForms{ErrorCode::kGenerationRefused, "generation.refused", 1, 409},
    ErrorCodeForms{ErrorCode::kHttpBadRequest, "http.bad_request", 1, 400},
    ErrorCodeForms{ErrorCode::kHttpForbidden, "http.forbidden", 1, 403},
    ErrorCodeForms{ErrorCode::kHttpNotFound, "http.not_found", 1, 404},
    ErrorCodeForms{ErrorCode::kHttpTimeout, "http.timeout", 1, 408},
    ErrorCodeForms{ErrorCode::kHttpTooLarge, "http.too_large", 1, 413},
    ErrorCodeForms{ErrorCode::kHttpUnauthorized, "http.unauthorized", 1, 401},
    ErrorCodeForms{ErrorCode::kHttpWrongMethod, "http.wrong_method", 1, 405},
    ErrorCodeForms{ErrorCode::kHttpWrongType, "http.wrong_type", 1, 415},
    ErrorCodeForms{ErrorCode::kJsonSyntax, "json.syntax", 2, 400},
    ErrorCodeForms{ErrorCode::kMachineNoIsa, "machine.no_isa", 1, 503},
    ErrorCodeForms{ErrorCode::kRequestConflict, "request.conflict", 2, 409},
    ErrorCodeForms{ErrorCode::kRequestOutOfRange, "request.out_of_range", 2, 400},
    ErrorCodeForms{ErrorCode::kRequestPrecondition, "request.precondition", 2, 412},
    ErrorCodeForms{ErrorCode::kRequestUnknownId, "request.unknown_id", 2, 404},
    ErrorCodeForms{ErrorCode::kRequestWrongFeature, "request.wrong_feature", 2, 400},
    ErrorCodeForms{ErrorCode::kServeAddress, "serve.address", 2, 503},
    ErrorCodeForms{ErrorCode::kServeBusy, "serve.busy", 1, 503},
    ErrorCodeForms{ErrorCode::kServeDeadline, "serve.deadline", 1, 503},
    ErrorCodeForms{ErrorCode::kServeMemory, "serve.memory", 2, 507},
    ErrorCodeForms{ErrorCode::kServeNoState, "serve.no_state", 2, 409},
    ErrorCodeForms{ErrorCode::kServeSingleState, "serve.single_state", 2, 409},
    ErrorCodeForms{ErrorCode::kSplitLeaks, "split.leaks", 2, 400},
    ErrorCodeForms{ErrorCode::kSplitTimeMissing, "split.time_missing", 2, 400},
    ErrorCodeForms{ErrorCode::kStoreCorrupt, "store.corrupt", 1, 503},
    ErrorCodeForms{ErrorCode::kStoreFailed, "store.failed", 1, 503},
    ErrorCodeForms{ErrorCode::kStoreFull, "store.full", 1, 507},
    ErrorCodeForms{ErrorCode::kStoreLocked, "store.locked", 2, 503},
    ErrorCodeForms{ErrorCode::kStoreLostWrites, "store.lost_writes", 1, 503},
    ErrorCodeForms{ErrorCode::kStoreNewer, "store.newer", 2, 503},
    ErrorCodeForms{ErrorCode::kTrainDiverged, "train.diverged", 1, 500},
    ErrorCodeForms{ErrorCode::kTrainInterrupted, "train.interrupted", 130, 503},
    ErrorCodeForms{ErrorCode::kTrainTooLarge, "train.too_large", 2, 400},
    ErrorCodeForms{ErrorCode::kUsageUnknownCommand, "usage.unknown_command", 2, 400},
    ErrorCodeForms{ErrorCode::kUsageUnknownFlag, "usage.unknown_flag", 2, 400},
    ErrorCodeForms{ErrorCode::kUsageWrong, "usage.wrong", 2, 400},
};

constexpr bool codes_are_in_order() {
  for (std::size_t i = 0; i < kForms.size(); ++i) {
    if (kForms[i].code != static_cast<ErrorCode>(i)) return false;
  }
  return kForms.back().code == ErrorCode::kUsageWrong;
}
static_assert(codes_are_in_order(), "one row a code, in the order of the enum");

}  // namespace

const ErrorCodeForms& forms_of(ErrorCode code) {
  return kForms[static_cast<std::size_t>(code)];
}

void fail_check(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, condition);
  std::abort();
}

}  // namespace twotower
