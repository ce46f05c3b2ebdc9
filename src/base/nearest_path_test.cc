#include "base/nearest_path.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "testkit/file_bytes.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

TEST(NearestPathTest, StandsBesideItAndIsOfTheKind) {
  const testkit::TemporaryFolder folder;
  testkit::write_bytes(folder.path_of("ratings.csv"), "");
  std::filesystem::create_directory(folder.path_of("ratings"));
  EXPECT_EQ(nearest_path(folder.path_of("ratings.cvs")), folder.path_of("ratings.csv"));
  EXPECT_EQ(nearest_path(folder.path_of("rating"), PathKind::kFolder), folder.path_of("ratings"));
  EXPECT_EQ(nearest_path(folder.path_of("rating"), PathKind::kFile), folder.path_of("ratings.csv"));
  EXPECT_EQ(nearest_path(folder.path_of("elsewhere")), "");
  EXPECT_EQ(nearest_path(folder.path_of("none/ratings.cvs")), "");
}

}  // namespace
}  // namespace twotower
