#include "cli/loose_map.h"

#include <gtest/gtest.h>

namespace twotower {
namespace {

std::string meant(const std::string& text) {
  const auto map = guess_map(text);
  return map ? json_line(*map) : "none";
}

TEST(LooseMapTest, ReadsWhatPeopleWriteForAMap) {
  for (const char* text :
       {"{age:31}", "{age: 31}", "age=31", "age:31", "age = 31", "\"age\"=31", "{'age': 31}",
        "{\"age\": 31", "{\"age\": 31,}", "'age':31", "{age=31}"}) {
    EXPECT_EQ(meant(text), R"({"age": 31})") << text;
  }
  for (const char* text : {"age:31,city:Bern", "age=31 city=Bern", "{age:31, city:'Bern'}",
                           "{age: 31, city: Bern}", "age=31,city=\"Bern\"", "age=31;city=Bern",
                           "age=31 and city=Bern", "age == 31 && city is Bern"}) {
    EXPECT_EQ(meant(text), R"({"age": 31, "city": "Bern"})") << text;
  }
  EXPECT_EQ(meant("{年龄:30}"), R"({"年龄": 30})");
  EXPECT_EQ(meant("city=New York"), R"({"city": "New York"})");
  EXPECT_EQ(meant("{'genres': {'is': 'Horror'}}"), R"({"genres": {"is": "Horror"}})");
}

TEST(LooseMapTest, ReadsComparisonsAsConditions) {
  EXPECT_EQ(meant("price<10"), R"({"price": {"below": 10}})");
  EXPECT_EQ(meant("price >= 4.5"), R"({"price": {"min": 4.5}})");
  EXPECT_EQ(meant("genres is Horror"), R"({"genres": "Horror"})");
  EXPECT_EQ(meant("genres == 'Horror'"), R"({"genres": "Horror"})");
  EXPECT_EQ(meant("genres=Horror and price<10"), R"({"genres": "Horror", "price": {"below": 10}})");
  EXPECT_EQ(meant("genres=Rock and Roll"), R"({"genres": "Rock and Roll"})");
  EXPECT_EQ(meant("genres != Horror"), R"({"genres": {"none": ["Horror"]}})");
}

TEST(LooseMapTest, IsNothingWhereNoValueHasAName) {
  for (const char* text : {"", "31", "age", "[1, 2]", "=31", "age=", "{}", "\"age"}) {
    EXPECT_EQ(meant(text), "none") << text;
  }
}

}  // namespace
}  // namespace twotower
