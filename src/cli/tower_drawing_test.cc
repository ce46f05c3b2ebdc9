#include "cli/tower_drawing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/messages/run_words.h"
#include "base/text_columns.h"

namespace twotower {
namespace {

InspectedBundle pizza_bundle() {
  return {.similarity = "cosine",
          .temperature = 0.15,
          .user_tower = {.inputs = {{TowerHistory("history", 40), "mean", 64},
                                    {TowerFeature("age"), "number", 8},
                                    {TowerContext("hour"), "category", 16}},
                         .widths = {256, 64}},
          .item_tower = {.inputs = {{TowerFeature("pizza_id"), "id", 64},
                                    {TowerFeature("tags"), "tags", 16}},
                         .widths = {128, 64}},
          .weights = 1000};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

// Without labels and words of the language, which are on its left.
std::vector<std::string> lines_drawn(const InspectedBundle& bundle) {
  std::vector<std::string> drawn;
  for (const std::string& line : lines_of(draw_towers(bundle, Language::kEnglish))) {
    const std::size_t begin = line.find_first_of("-<");
    if (begin != std::string::npos) drawn.push_back(line.substr(begin));
  }
  return drawn;
}

TEST(TowerDrawingTest, JoinsInputsAndBothTowers) {
  const std::vector<std::string> expected = {
      "-.",                 //
      "-+-> 256 -> 64 -.",  //
      "-'              |",  //
      "-+-> 128 -> 64 -+",  //
      "-'              |",  //
  };
  std::vector<std::string> drawn = lines_drawn(pizza_bundle());
  ASSERT_EQ(drawn.size(), expected.size() + 1);
  EXPECT_TRUE(drawn.back().starts_with("<--") && drawn.back().ends_with("-'")) << drawn.back();
  drawn.pop_back();
  EXPECT_EQ(drawn, expected);
}

TEST(TowerDrawingTest, LinesEndInOneColumnInEveryLanguage) {
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    const std::vector<std::string> lines = lines_of(draw_towers(pizza_bundle(), language));
    ASSERT_EQ(lines.size(), 7U);
    for (std::size_t i = 1; i <= 5; ++i) {
      EXPECT_EQ(text_columns(lines[i]), text_columns(lines[1])) << lines[i];
    }
    EXPECT_LE(text_columns(lines[1]), 80U);
    EXPECT_NE(lines[0].find("history"), std::string::npos);
    EXPECT_NE(lines[0].find("40"), std::string::npos);
    EXPECT_NE(lines[5].find("0.15"), std::string::npos);
  }
}

TEST(TowerDrawingTest, AnInputMayBeTheVector) {
  InspectedBundle bundle = pizza_bundle();
  bundle.user_tower = {.inputs = {{TowerFeature("vector"), "vector", 64}}, .widths = {}};
  bundle.item_tower = bundle.user_tower;
  bundle.weights = 0;
  const std::vector<std::string> lines = lines_of(draw_towers(bundle, Language::kEnglish));
  ASSERT_EQ(lines.size(), 3U);  // nothing has been trained
  EXPECT_TRUE(lines[0].ends_with("-.")) << lines[0];
  EXPECT_TRUE(lines[1].ends_with("-+")) << lines[1];
  EXPECT_TRUE(lines[2].ends_with("-'")) << lines[2];
  EXPECT_EQ(lines[0].find('>'), std::string::npos);
  EXPECT_EQ(lines[0].size(), lines[2].size());
}

TEST(TowerDrawingTest, ManyFeaturesWithLongNamesStayWithin80Columns) {
  InspectedBundle bundle = pizza_bundle();
  for (int i = 0; i < 40; ++i) {
    const std::string name = std::string(90, 'x') + std::to_string(i);
    bundle.item_tower.inputs.push_back({TowerFeature(name), "attention", 1024});
  }
  const std::vector<std::string> lines = lines_of(draw_towers(bundle, Language::kEnglish));
  EXPECT_EQ(lines.size(), 3U + 42U + 2U);
  for (const std::string& line : lines) EXPECT_LE(line.size(), 80U) << line;
  EXPECT_EQ(std::ranges::count_if(
                lines, [](const std::string& line) { return line.find("64 -+") != line.npos; }),
            1);
}

}  // namespace
}  // namespace twotower
