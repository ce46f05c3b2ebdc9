#include "http/request_guard.h"

#include <absl/strings/match.h>

#include <algorithm>
#include <utility>

#include "base/messages/http_errors.h"

namespace twotower {
namespace {

Error bad(std::string field, Message message) {
  return {ErrorCode::kHttpBadRequest, std::move(field), std::move(message)};
}

Error duplicate(const std::string& field) {
  return bad(field, HttpFieldDuplicate(field));
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

// "localhost:8080" -> "localhost"; "[::1]:8080" -> "[::1]".
std::string_view without_port(std::string_view host) {
  const std::size_t colon = host.rfind(':');
  const std::size_t bracket = host.rfind(']');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  return has_port ? host.substr(0, colon) : host;
}

bool is_known_host(std::string_view host, const GuardOptions& options) {
  return std::ranges::any_of(options.hosts, [&](const std::string& known) {
    return are_equal_names(without_port(host), known);
  });
}

Result<void> check_target(std::string_view target) {
  if (!target.starts_with('/')) return bad("target", HttpTargetRelative());
  if (std::ranges::any_of(target, is_control)) return bad("target", HttpTargetControl());
  if (target.find("%00") != std::string_view::npos) return bad("target", HttpTargetNul());
  return {};
}

// RFC 9112, section 6: what says where a body ends.
Result<void> check_framing(const HttpRequest& header) {
  const std::size_t encodings = count_of(header, "Transfer-Encoding");
  const std::size_t lengths = count_of(header, "Content-Length");
  if (encodings > 0) {
    if (header.version < 11) return bad("Transfer-Encoding", HttpEncodingTooNew());
    if (lengths > 0) return bad("Transfer-Encoding", HttpEncodingAndLength());
    if (encodings > 1) return duplicate("Transfer-Encoding");
    if (*field_of(header, "Transfer-Encoding") != "chunked") {
      return bad("Transfer-Encoding", HttpEncodingUnknown());
    }
  }
  if (lengths == 0) return {};
  if (lengths > 1) return duplicate("Content-Length");
  const std::string_view length = *field_of(header, "Content-Length");
  const bool is_number =
      !length.empty() && std::ranges::all_of(length, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? Result<void>() : bad("Content-Length", HttpLengthMalformed());
}

Result<void> check_host(const HttpRequest& header, const GuardOptions& options) {
  const std::size_t hosts = count_of(header, "Host");
  if (hosts > 1) return duplicate("Host");
  if (hosts == 0) {
    return header.version < 11 ? Result<void>() : bad("Host", HttpHostMissing());
  }
  const std::string_view host = *field_of(header, "Host");
  if (!options.checks_hosts || is_known_host(host, options)) return {};
  return Error{ErrorCode::kHttpForbidden, "Host",
               HttpHostUnknown(std::string(host), options.hosts)};
}

// A browser names the page that sent a request. None of another host is answered, so no page on the
// web reaches a server on its reader's machine.
Result<void> check_origin(const HttpRequest& header, const GuardOptions& options) {
  const auto origin = field_of(header, "Origin");
  if (!origin.has_value() || !options.checks_hosts) return {};
  std::string_view host = *origin;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!host.starts_with(scheme)) continue;
    host.remove_prefix(scheme.size());
    break;
  }
  if (count_of(header, "Origin") == 1 && is_known_host(host, options)) return {};
  return Error{ErrorCode::kHttpForbidden, "Origin", HttpOriginOther(std::string(*origin))};
}

bool has_body(const HttpRequest& header) {
  if (count_of(header, "Transfer-Encoding") > 0) return true;
  const auto length = field_of(header, "Content-Length");
  return length.has_value() && length->find_first_not_of('0') != std::string_view::npos;
}

Result<void> check_type(const HttpRequest& header) {
  if (!has_body(header)) return {};
  const auto type = field_of(header, "Content-Type");
  std::string_view media = type.has_value() ? type->substr(0, type->find(';')) : "";
  while (media.ends_with(' ')) media.remove_suffix(1);
  if (count_of(header, "Content-Type") == 1 && are_equal_names(media, "application/json"))
    return {};
  const Message message =
      type.has_value() ? Message(HttpTypeWrong(std::string(*type))) : HttpTypeMissing();
  return Error{ErrorCode::kHttpWrongType, "Content-Type", message};
}

}  // namespace

// Debian's absl has a string_view of its own.
bool are_equal_names(std::string_view a, std::string_view b) {
  return absl::EqualsIgnoreCase({a.data(), a.size()}, {b.data(), b.size()});
}

std::optional<std::string_view> field_of(const HttpRequest& request, std::string_view name) {
  for (const auto& [field, value] : request.fields) {
    if (are_equal_names(field, name)) return value;
  }
  return std::nullopt;
}

std::size_t count_of(const HttpRequest& request, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count_if(
      request.fields, [&](const auto& field) { return are_equal_names(field.first, name); }));
}

Result<void> check_header(const HttpRequest& header, const GuardOptions& options) {
  if (header.version != 10 && header.version != 11) return bad("version", HttpVersionWrong());
  TWOTOWER_TRY(check_target(header.target));
  TWOTOWER_TRY(check_framing(header));
  TWOTOWER_TRY(check_host(header, options));
  TWOTOWER_TRY(check_origin(header, options));
  return check_type(header);
}

}  // namespace twotower
