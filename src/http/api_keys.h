#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/option_tree.h"
#include "base/result.h"
#include "http/http_message.h"

namespace twotower {

// What a key opens; each opens what those before it do.
enum class KeyRole { kRead, kWrite, kAdmin };

// Two keys of a role are valid at once, so that clients can change from one to the next.
struct KeyOptions {
  static constexpr std::size_t kMaxOfRole = 2, kMinLength = 16;

  std::vector<std::string> read, write, admin;

  static void visit_options(auto& self, auto&& visit) {
    visit("read", self.read, "At most two API keys: recommend, similar, score, why, metrics.");
    visit("write", self.write,
          "At most two API keys: the same, and changes of events, items and users.");
    visit("admin", self.admin,
          "At most two API keys: all of these, and changes of what is served.");
  }

  bool are_empty() const { return read.empty() && write.empty() && admin.empty(); }
};

// Fails with kConfigOutOfRange for more than kMaxOfRole keys of a role, a key shorter than
// kMinLength or with other characters than visible ASCII, and a duplicate.
Result<void> check_keys(const KeyOptions& options);

// Who may ask what. Keys are kept here as hashes with a secret of the process, and all are compared
// in constant time, so how long a refusal takes says nothing of them. Const, so thread-safe.
class ApiKeys {
 public:
  explicit ApiKeys(const KeyOptions& options);

  // That a request's key (`Authorization: Bearer KEY` or `api-key: KEY`) opens what `needed` does;
  // any request does where there are no keys. Fails with kHttpUnauthorized for none or a wrong one,
  // and with kHttpForbidden for one of less.
  Result<void> check(const HttpRequest& header, KeyRole needed) const;

 private:
  static constexpr std::size_t kHashBytes = 32;
  using Hash = std::array<unsigned char, kHashBytes>;

  Hash hash_of(std::string_view key) const;
  std::optional<KeyRole> role_of(std::string_view key) const;

  Hash secret_;
  std::vector<std::pair<Hash, KeyRole>> keys_;
};

}  // namespace twotower
