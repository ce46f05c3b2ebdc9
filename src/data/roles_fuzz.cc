#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "data/files/encoding.h"
#include "data/sniff_roles.h"
#include "messages/said.h"

namespace {

using namespace twotower;  // NOLINT(google-build-using-namespace)

void check_error(const Error& error) {
  const std::string_view code = forms_of(error.code).name;
  if (!code.starts_with("data.") && code != "file.unreadable") std::abort();
  if (english(error.message).empty()) std::abort();
}

bool is_share(double share) {
  return share >= 0.0 && share <= 1.0;
}

// Counts and shares keep within the rows.
bool is_whole(const ColumnProfile& column, std::uint64_t rows) {
  return column.rows == rows && column.missing <= rows && column.distinct <= rows &&
         is_share(column.missing_share()) && is_share(column.time_share) &&
         is_share(column.mail_share) && is_share(column.phone_share) &&
         is_share(column.url_share) && !std::isnan(column.min) && !std::isnan(column.max) &&
         is_utf8(column.name);
}

// Every role is a column of the table, and no column has two.
void check_roles(const SniffedRoles& roles, const TableProfile& profile) {
  const InteractionColumns& columns = roles.columns;
  std::vector<std::string> names = roles.others;
  for (const std::string& name :
       {columns.user, columns.item, columns.time, columns.order, columns.type, columns.session}) {
    if (!name.empty()) names.push_back(name);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (profile.find(names[i]) == nullptr) std::abort();
    if (std::find(names.begin() + static_cast<std::ptrdiff_t>(i) + 1, names.end(), names[i]) !=
        names.end()) {
      std::abort();
    }
  }
  if (columns.item.empty()) std::abort();
}

void sniff(const TableProfile& profile, const InteractionOptions& options) {
  for (const GroupBy group : {GroupBy::kUser, GroupBy::kSession}) {
    const auto roles = sniff_roles(options, profile, group);
    if (!roles.ok()) {
      check_error(roles.error());
    } else {
      check_roles(roles.value(), profile);
    }
  }
}

void profile_file(const std::string& path) {
  InteractionOptions options;
  options.path = path;
  const auto form = find_form(options, "data.interactions");
  if (!form.ok()) return check_error(form.error());
  const auto profile = profile_table(options, form.value(), "data.interactions");
  if (!profile.ok()) return check_error(profile.error());
  for (const ColumnProfile& column : profile.value().columns) {
    if (!is_whole(column, profile.value().rows())) std::abort();
  }
  sniff(profile.value(), options);
  const auto& names = profile.value().read.table.names;
  if (names.empty()) return;
  options.item = names.back();
  sniff(profile.value(), options);
}

}  // namespace

// Any bytes as interactions whose columns nobody named: refused, or roles that the table has. The
// first byte picks the ending of the file. The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::string_view kEndings[] = {"", ".csv", ".jsonl", ".txt"};
  const std::string path =
      std::filesystem::temp_directory_path() /
      ("roles_fuzz." + std::to_string(getpid()) + std::string(kEndings[data[0] % 4]));
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
  profile_file(path);
  std::filesystem::remove(path);
  return 0;
}
