#pragma once

#include "base/messages/message.h"

// Errors of HTTP: see Error.
namespace twotower {

// What is no HTTP/1.1, or has two readings.
using HttpMalformed = MessageOf<"http.bad_request.malformed", Said<"problem">>;
using HttpUnparsed = MessageOf<"http.bad_request.unparsed", Name<"reason">>;
using HttpLineEnd = MessageOf<"http.bad_request.line_end">;
using HttpControlInHeader = MessageOf<"http.bad_request.control_in_header">;
using HttpFoldedLine = MessageOf<"http.bad_request.folded_line">;
using HttpVersionWrong = MessageOf<"http.bad_request.version">;
using HttpTargetRelative = MessageOf<"http.bad_request.target">;
using HttpTargetControl = MessageOf<"http.bad_request.target_control">;
using HttpTargetNul = MessageOf<"http.bad_request.target_nul">;
using HttpFieldDuplicate = MessageOf<"http.bad_request.duplicate_field", Name<"field">>;
using HttpEncodingTooNew = MessageOf<"http.bad_request.encoding_version">;
using HttpEncodingAndLength = MessageOf<"http.bad_request.encoding_and_length">;
using HttpEncodingUnknown = MessageOf<"http.bad_request.encoding">;
using HttpLengthMalformed = MessageOf<"http.bad_request.length">;
using HttpHostMissing = MessageOf<"http.bad_request.host">;
using HttpQueryMalformed = MessageOf<"http.bad_request.query", Name<"example">>;
using HttpQueryDuplicate = MessageOf<"http.bad_request.query_duplicate", Name<"key">>;
using HttpPathIdMalformed = MessageOf<"http.bad_request.path_id">;

// What is too large, and what of it.
using HttpTooLarge = MessageOf<"http.too_large.request", Said<"part">>;
using HttpBodyPart = MessageOf<"http.too_large.body">;
using HttpHeaderPart = MessageOf<"http.too_large.header">;
using HttpHeaderLinesPart = MessageOf<"http.too_large.header_lines">;
using HttpChunksPart = MessageOf<"http.too_large.chunks">;
using HttpChunkLinesPart = MessageOf<"http.too_large.chunk_lines">;
using HttpTrailersPart = MessageOf<"http.too_large.trailers">;

// What is not for this server, or for this client.
using HttpHostUnknown = MessageOf<"http.forbidden.host", Name<"host">, Names<"known">>;
using HttpOriginOther = MessageOf<"http.forbidden.origin", Name<"origin">>;
using HttpTypeMissing = MessageOf<"http.wrong_type.missing">;
using HttpTypeWrong = MessageOf<"http.wrong_type.other", Name<"type">>;
using HttpKeyMissing = MessageOf<"http.unauthorized.missing">;
using HttpKeyInvalid = MessageOf<"http.unauthorized.invalid">;
using HttpKeyTooWeak = MessageOf<"http.forbidden.key", Name<"option">>;
using HttpPathUnknown = MessageOf<"http.not_found.path", Name<"path">>;
using HttpMethodWrong = MessageOf<"http.wrong_method.path", Name<"path">, Names<"methods">>;

// Bodies, and what they ask for.
using HttpBodyNotArray = MessageOf<"json.syntax.body_array">;
using HttpBodyNotObject = MessageOf<"json.syntax.body_object">;
using HttpBodyKeysMore = MessageOf<"request.out_of_range.more_keys", Name<"field">, Name<"body">>;
using HttpListTooLong = MessageOf<"request.out_of_range.k", Count<"k">, Count<"max">>;
using HttpFilterTooLarge =
    MessageOf<"request.out_of_range.limit_of_filter", Count<"parts">, Count<"max">>;
using HttpBatchTooLarge =
    MessageOf<"request.out_of_range.batch", Name<"field">, Count<"elements">, Count<"max">>;
using HttpBatchItemsTooMany =
    MessageOf<"request.out_of_range.batch_items", Count<"items">, Count<"max">>;
using HttpCallTooLarge =
    MessageOf<"request.out_of_range.call", Name<"field">, Count<"elements">, Count<"max">>;
using HttpItemUnknown = MessageOf<"request.unknown_id.no_item", Name<"id">>;
using HttpUserUnknown = MessageOf<"request.unknown_id.no_user", Name<"id">>;

// Servers that have too much to do.
using HttpRequestLate = MessageOf<"http.timeout.request">;
using HttpRequestsWait = MessageOf<"serve.busy.requests">;
using HttpDiskCallsWait = MessageOf<"serve.busy.disk", Count<"calls">>;

// How a server is set up.
using ListenMalformed = MessageOf<"usage.wrong.listen", Name<"listen">>;
using ListenAddressMalformed = MessageOf<"usage.wrong.listen_address", Name<"address">>;
using ListenPathTooLong =
    MessageOf<"usage.wrong.listen_path", Name<"listen">, Count<"length">, Count<"max">>;
using ListenWithoutKeys = MessageOf<"usage.wrong.listen_keys", Name<"listen">>;
using ListenPathTaken = MessageOf<"serve.address.taken", Name<"listen">>;
using ListenPortFailed = MessageOf<"serve.address.port", Name<"listen">, Name<"reason">>;
using ListenPathFailed = MessageOf<"serve.address.path", Name<"listen">, Name<"reason">>;
using ServerSilent = MessageOf<"serve.address.silent", Name<"reason">>;
using ServerThreadsFailed = MessageOf<"usage.wrong.threads", Count<"threads">, Name<"reason">>;
using WatchWithoutFolder = MessageOf<"config.conflict.watch">;
using KeysTooMany =
    MessageOf<"config.out_of_range.keys", Name<"option">, Count<"keys">, Count<"max">>;
using KeyTooShort =
    MessageOf<"config.out_of_range.key_length", Name<"option">, Count<"length">, Count<"min">>;
using KeyInvisible = MessageOf<"config.out_of_range.key_characters", Name<"option">>;
using KeyDuplicate = MessageOf<"config.out_of_range.key_duplicate", Name<"option">>;
using MemoryAboveLimit = MessageOf<"serve.memory.limit", Count<"needed">, Count<"allowed">>;
using MemoryAboveMachine = MessageOf<"serve.memory.machine", Count<"needed">, Count<"there">>;

using HttpErrors = MessageList<
    HttpMalformed, HttpUnparsed, HttpLineEnd, HttpControlInHeader, HttpFoldedLine, HttpVersionWrong,
    HttpTargetRelative, HttpTargetControl, HttpTargetNul, HttpFieldDuplicate, HttpEncodingTooNew,
    HttpEncodingAndLength, HttpEncodingUnknown, HttpLengthMalformed, HttpHostMissing,
    HttpQueryMalformed, HttpQueryDuplicate, HttpPathIdMalformed, HttpTooLarge, HttpBodyPart,
    HttpHeaderPart, HttpHeaderLinesPart, HttpChunksPart, HttpChunkLinesPart, HttpTrailersPart,
    HttpHostUnknown, HttpOriginOther, HttpTypeMissing, HttpTypeWrong, HttpKeyMissing,
    HttpKeyInvalid, HttpKeyTooWeak, HttpPathUnknown, HttpMethodWrong, HttpBodyNotArray,
    HttpBodyNotObject, HttpBodyKeysMore, HttpListTooLong, HttpFilterTooLarge, HttpBatchTooLarge,
    HttpBatchItemsTooMany, HttpCallTooLarge, HttpItemUnknown, HttpUserUnknown, HttpRequestLate,
    HttpRequestsWait, HttpDiskCallsWait, ListenMalformed, ListenAddressMalformed, ListenPathTooLong,
    ListenWithoutKeys, ListenPathTaken, ListenPortFailed, ListenPathFailed, ServerSilent,
    ServerThreadsFailed, WatchWithoutFolder, KeysTooMany, KeyTooShort, KeyInvisible, KeyDuplicate,
    MemoryAboveLimit, MemoryAboveMachine>;

}  // namespace twotower
