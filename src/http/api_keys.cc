#include "http/api_keys.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/check.h"
#include "base/messages/http_errors.h"
#include "http/request_guard.h"

namespace twotower {
namespace {

Error wrong_keys(const std::string& option, Message message) {
  return {ErrorCode::kConfigOutOfRange, option, std::move(message)};
}

Result<void> check_role(std::string_view role, const std::vector<std::string>& keys,
                        std::set<std::string>& all) {
  const std::string option = fmt::format("keys.{}", role);
  if (keys.size() > KeyOptions::kMaxOfRole) {
    return wrong_keys(option, KeysTooMany(option, keys.size(), KeyOptions::kMaxOfRole));
  }
  for (const std::string& key : keys) {
    const bool is_visible = std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7F; });
    if (key.size() < KeyOptions::kMinLength) {
      return wrong_keys(option, KeyTooShort(option, key.size(), KeyOptions::kMinLength));
    }
    if (!is_visible) return wrong_keys(option, KeyInvisible(option));
    if (!all.insert(key).second) return wrong_keys(option, KeyDuplicate(option));
  }
  return {};
}

// The key that a request brings; nothing where it brings none, or two.
std::optional<std::string_view> key_of(const HttpRequest& header) {
  const auto plain = field_of(header, "api-key");
  const auto bearer = field_of(header, "Authorization");
  if (count_of(header, "api-key") + count_of(header, "Authorization") != 1) return std::nullopt;
  if (plain.has_value()) return plain;
  constexpr std::string_view kScheme = "Bearer ";
  if (!are_equal_names(bearer->substr(0, kScheme.size()), kScheme)) return std::nullopt;
  return bearer->substr(kScheme.size());
}

}  // namespace

Result<void> check_keys(const KeyOptions& options) {
  std::set<std::string> all;
  TWOTOWER_TRY(check_role("read", options.read, all));
  TWOTOWER_TRY(check_role("write", options.write, all));
  return check_role("admin", options.admin, all);
}

ApiKeys::ApiKeys(const KeyOptions& options) {
  static_assert(kHashBytes == crypto_generichash_BYTES);
  TWOTOWER_CHECK(sodium_init() >= 0);
  randombytes_buf(secret_.data(), secret_.size());
  const auto add = [&](const std::vector<std::string>& keys, KeyRole role) {
    for (const std::string& key : keys) keys_.emplace_back(hash_of(key), role);
  };
  add(options.read, KeyRole::kRead);
  add(options.write, KeyRole::kWrite);
  add(options.admin, KeyRole::kAdmin);
}

ApiKeys::Hash ApiKeys::hash_of(std::string_view key) const {
  Hash hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(key.data()),
                     key.size(), secret_.data(), secret_.size());
  return hash;
}

// All are compared, whether one was found or not.
std::optional<KeyRole> ApiKeys::role_of(std::string_view key) const {
  const Hash given = hash_of(key);
  std::optional<KeyRole> role;
  for (const auto& [hash, opens] : keys_) {
    if (sodium_memcmp(hash.data(), given.data(), hash.size()) == 0) role = opens;
  }
  return role;
}

Result<void> ApiKeys::check(const HttpRequest& header, KeyRole needed) const {
  if (keys_.empty()) return {};
  const auto key = key_of(header);
  const auto role = key.has_value() ? role_of(*key) : std::nullopt;
  if (!role.has_value()) {
    const Message message = key.has_value() ? Message(HttpKeyInvalid()) : HttpKeyMissing();
    return Error{ErrorCode::kHttpUnauthorized, "Authorization", message};
  }
  if (*role >= needed) return {};
  return Error{ErrorCode::kHttpForbidden, "Authorization",
               HttpKeyTooWeak(needed == KeyRole::kAdmin ? "keys.admin" : "keys.write")};
}

}  // namespace twotower
