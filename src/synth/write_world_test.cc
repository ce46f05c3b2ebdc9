#include "synth/write_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <numeric>
#include <sstream>
#include <string>

#include "synth/pizza.h"

namespace twotower {
namespace {

const char* const kFiles[] = {"users.csv", "items.csv", "interactions.csv", "truth.csv",
                              "world.csv"};

std::string bytes_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::ptrdiff_t num_lines(const std::string& text) {
  return std::ranges::count(text, '\n');
}

TEST(WriteWorldTest, WritesTheSameBytesForTheSameSeed) {
  const PizzaOptions options{.customers = 200, .orders = 3000};
  const std::filesystem::path first = testing::TempDir() + "world/first";
  const std::filesystem::path second = testing::TempDir() + "world/second";
  ASSERT_TRUE(write_world(make_pizza(options), first).ok());
  ASSERT_TRUE(write_world(make_pizza(options), second).ok());
  for (const char* file : kFiles) {
    EXPECT_EQ(bytes_of(first / file), bytes_of(second / file)) << file;
    EXPECT_FALSE(bytes_of(first / file).empty()) << file;
  }
  EXPECT_EQ(num_lines(bytes_of(first / "users.csv")), 201);
  EXPECT_EQ(num_lines(bytes_of(first / "items.csv")), 61);
  EXPECT_EQ(num_lines(bytes_of(first / "interactions.csv")), 3001);
  EXPECT_EQ(num_lines(bytes_of(first / "world.csv")), 2);
}

TEST(WriteWorldTest, TheOptimumFollowsFromTheFiles) {
  const PizzaWorld world = make_pizza({.customers = 200, .orders = 3000});
  const std::filesystem::path folder = testing::TempDir() + "world/truth";
  ASSERT_TRUE(write_world(world, folder).ok());
  std::ifstream truth(folder / "truth.csv");
  std::string line;
  std::getline(truth, line);
  std::vector<double> scores(60);
  std::size_t order = 0, hits = 0;
  double expected_hits = 0.0;
  for (char comma = 0; std::getline(truth, line); ++order) {
    double probability = 0.0, best = 0.0;
    int rank = 0;
    ASSERT_TRUE(std::istringstream(line) >> probability >> comma >> best >> comma >> rank);
    world.optimal_scores(order, scores);
    EXPECT_EQ(probability, scores[world.orders()[order].pizza]);
    EXPECT_LE(probability, best);
    EXPECT_EQ(rank == 1, probability == best);
    hits += rank <= 10 ? 1 : 0;
    std::ranges::sort(scores, std::greater());
    expected_hits += std::accumulate(scores.begin(), scores.begin() + 10, 0.0);
  }
  EXPECT_EQ(order, 3000U);
  EXPECT_NEAR(static_cast<double>(hits), expected_hits, 4.5 * std::sqrt(3000 * 0.25));
}

TEST(WriteWorldTest, RefusesAFolderThatIsAFile) {
  const std::string file = testing::TempDir() + "not_a_folder";
  std::ofstream(file) << "x";
  const auto written = write_world(make_pizza({.customers = 10, .orders = 10}), file);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, ErrorCode::kFileUnwritable);
}

}  // namespace
}  // namespace twotower
