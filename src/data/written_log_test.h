#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <string>

#include "data/sniff_roles.h"
#include "messages/said.h"
#include "testkit/temporary_folder.h"

// A log in a file, and the roles of its columns, for tests.
namespace twotower::written_log {

inline std::string text(long number) {
  return std::to_string(number);
}
inline std::string time_of(int user, int step) {
  return text(1'700'000'000L + 1000 * step + user);
}

inline std::string write_file(const std::string& name, const std::string& content) {
  const std::string path = testkit::process_folder() + name;
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

// 240 rows of 12 users and 20 items; `row` gives the cells of (user, item, step).
inline InteractionOptions log_of(const std::string& header,
                                 const std::function<std::string(int, int, int)>& row,
                                 const std::string& name = "log.csv") {
  std::string content = header + '\n';
  for (int i = 0; i < 240; ++i) {
    const int user = i % 12, step = i / 12;
    content += row(user, (user * 7 + step * step) % 20, step) + '\n';
  }
  InteractionOptions options;
  options.path = write_file(name, content);
  return options;
}

inline Result<TableProfile> profile(const TableOptions& options) {
  TWOTOWER_ASSIGN(const TableForm form, find_form(options, "data.interactions"));
  return profile_table(options, form, "data.interactions");
}

inline Result<SniffedRoles> sniff(const InteractionOptions& options, GroupBy group = GroupBy::kUser,
                                  const LogTables& tables = {}) {
  TWOTOWER_ASSIGN(const TableProfile read, profile(options));
  return sniff_roles(options, read, group, tables);
}

inline void expect_roles(const Result<SniffedRoles>& roles, const InteractionColumns& columns) {
  ASSERT_TRUE(roles.ok()) << english(roles.error().message);
  EXPECT_EQ(roles.value().columns.user, columns.user);
  EXPECT_EQ(roles.value().columns.item, columns.item);
  EXPECT_EQ(roles.value().columns.time, columns.time);
  EXPECT_EQ(roles.value().columns.order, columns.order);
  EXPECT_EQ(roles.value().columns.type, columns.type);
  EXPECT_EQ(roles.value().columns.session, columns.session);
}

inline void expect_error(const Result<SniffedRoles>& roles, ErrorCode code,
                         const std::string& field) {
  ASSERT_FALSE(roles.ok());
  EXPECT_EQ(forms_of(roles.error().code).name, forms_of(code).name)
      << english(roles.error().message);
  EXPECT_EQ(roles.error().field, field) << english(roles.error().message);
}

// What an error says, in English.
inline std::string words_of_error(const Result<SniffedRoles>& roles) {
  return roles.ok() ? "" : english(roles.error().message);
}

}  // namespace twotower::written_log
