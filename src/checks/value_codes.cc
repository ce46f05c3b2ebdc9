#include "checks/value_codes.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/checksum.h"

namespace twotower {
namespace {

constexpr std::string_view kSeparators = "|;,";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Calls act(checksum) for a text and its parts.
void with_parts(std::string_view text, auto&& act) {
  const auto act_on = [&](std::string_view part) {
    part = trimmed(part);
    if (!part.empty()) act(checksum_of(std::as_bytes(std::span(part))));
  };
  act_on(text);
  if (text.find_first_of(kSeparators) == std::string_view::npos) return;
  for (std::size_t first = 0; first <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(kSeparators, first), text.size());
    act_on(text.substr(first, end - first));
    first = end + 1;
  }
}

// code_of(checksum, codes) appends the code, if there is one.
RowCodes codes_of(const RawColumn& column, const std::vector<std::uint64_t>& rows, auto&& code_of) {
  RowCodes all;
  std::vector<std::uint32_t> codes;
  for (const std::uint64_t row : rows) {
    codes.clear();
    const auto [first, end] = column.values_of(row);
    for (std::size_t value = first; value < end; ++value) {
      if (column.missing(value)) continue;
      with_parts(text_of(column, value), [&](std::uint64_t key) { code_of(key, codes); });
    }
    std::ranges::sort(codes);
    const auto repeated = std::ranges::unique(codes);
    codes.erase(repeated.begin(), repeated.end());
    all.codes.insert(all.codes.end(), codes.begin(), codes.end());
    all.offsets.push_back(all.codes.size());
  }
  return all;
}

}  // namespace

RowCodes ValueCodes::add(const RawColumn& column, const std::vector<std::uint64_t>& rows) {
  return codes_of(column, rows, [&](std::uint64_t key, std::vector<std::uint32_t>& codes) {
    const auto next = static_cast<std::uint32_t>(codes_.size());
    codes.push_back(codes_.try_emplace(key, next).first->second);
  });
}

RowCodes ValueCodes::find(const RawColumn& column, const std::vector<std::uint64_t>& rows) const {
  return codes_of(column, rows, [&](std::uint64_t key, std::vector<std::uint32_t>& codes) {
    if (const auto known = codes_.find(key); known != codes_.end()) codes.push_back(known->second);
  });
}

}  // namespace twotower
