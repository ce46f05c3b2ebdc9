// Items that come, change and go while a Recommender answers.
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "bundle/test_bundle.h"
#include "bundle/with_items.h"
#include "index/delta_index.h"
#include "messages/said.h"
#include "serve/recommender.h"
#include "testkit/temporary_folder.h"

namespace twotower {
namespace {

using test_bundle::Example;
using test_bundle::kNumItems;

Bundle bundle_of(const Example& example) {
  const testkit::TemporaryFolder folder;
  EXPECT_TRUE(example.write(folder.path_of("bundle")).ok());
  return open_bundle(folder.path_of("bundle")).value();
}

// What is told to a file and read again has nothing shared, changed or hidden.
Bundle written(const Bundle& bundle) {
  const testkit::TemporaryFolder folder;
  const Bundle all = merged(bundle);
  EXPECT_TRUE(write_bundle(folder.path_of("bundle"), contents_of(all)).ok());
  return open_bundle(folder.path_of("bundle")).value();
}

// An answer without the name of its generation.
std::string text_of(const Result<Recommendations>& answer) {
  if (!answer.ok()) return english(answer.error().message);
  Recommendations nameless = answer.value();
  nameless.origin.generation.clear();
  return to_json(to_value(nameless));
}

// Both say the same of everything, to the bit.
void expect_equal(const Recommender& a, const Recommender& b) {
  for (const std::size_t k : {std::size_t{2}, std::size_t{100}}) {
    for (const char* user : {"ann", "bob", "eve", "nobody"}) {
      const RecommendRequest request = {.user_id = Id(user), .why = true, .k = k};
      EXPECT_EQ(text_of(a.recommend(request)), text_of(b.recommend(request)));
    }
    EXPECT_EQ(text_of(a.recommend({.k = k})), text_of(b.recommend({.k = k})));  // by popularity
    for (std::int64_t id = 100; id < 120; ++id) {
      EXPECT_EQ(a.has_item(id), b.has_item(id));
      EXPECT_EQ(text_of(a.similar({.item_id = id, .k = k})),
                text_of(b.similar({.item_id = id, .k = k})));
      const auto why = a.why({.user_id = Id("ann")}, id),
                 expected = b.why({.user_id = Id("ann")}, id);
      ASSERT_EQ(why.ok(), expected.ok());
      if (!why.ok()) continue;
      EXPECT_EQ(why.value().rank, expected.value().rank);
      EXPECT_EQ(why.value().match, expected.value().match);
      EXPECT_EQ(why.value().num_items, expected.value().num_items);
    }
  }
  std::vector<Id> all;
  for (std::int64_t id = 100; id < 120; ++id) all.emplace_back(id);
  const auto scores = a.score({.user_id = Id("ann")}, all);
  const auto expected = b.score({.user_id = Id("ann")}, all);
  ASSERT_TRUE(scores.ok() && expected.ok());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(scores.value().items[i].score, expected.value().items[i].score);
  }
}

class Changer {
 public:
  explicit Changer(std::uint64_t seed)
      : draw_({.seed = seed, .purpose = RandomPurpose{}, .step = 0, .example = 0}) {}

  // Adds, replaces or removes some of the items 100 to 119.
  void change(Recommender& recommender) {
    const auto first = static_cast<std::int64_t>(100 + draw_.next_below(17));
    const std::size_t count = 1 + draw_.next_below(3);
    if (draw_.next_below(3) == 0) return remove(recommender, first, count);
    std::vector<std::int64_t> ids;
    StringColumn tags, titles;
    for (std::size_t i = 0; i < count; ++i) {
      ids.push_back(first + static_cast<std::int64_t>(i));
      tags.push_back(draw_.next_below(2) == 0 ? "a|b" : "c");
      titles.push_back("title " + std::to_string(draw_.next_below(100)));
    }
    const RawColumn id = {.values = ids}, tag = {.values = tags}, title = {.values = titles};
    EXPECT_TRUE(recommender
                    .add_items([&](const std::string& name) -> const RawColumn* {
                      if (name.empty()) return &id;
                      if (name == "tags") return &tag;
                      return name == "title" ? &title : nullptr;
                    })
                    .ok());
  }

 private:
  static void remove(Recommender& recommender, std::int64_t first, std::size_t count) {
    std::vector<Id> ids;
    std::size_t num_there = 0;
    for (std::size_t i = 0; i < count; ++i) {
      ids.emplace_back(first + static_cast<std::int64_t>(i));
      num_there += recommender.has_item(ids.back()) ? 1 : 0;
    }
    EXPECT_EQ(recommender.remove_items(ids), num_there);
    for (const Id& id : ids) EXPECT_FALSE(recommender.has_item(id));
  }

  RandomSequence draw_;
};

TEST(ChangesTest, AnyOfThemAnswerAsTheBundleThatIsWrittenAndReadAgain) {
  for (const Similarity similarity :
       {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
    for (const RepeatRule repeat : {RepeatRule::kAllow, RepeatRule::kExclude}) {
      Example example(1, similarity);
      example.repeat = repeat;
      example.repeats = {0.5, 2.0};
      Recommender recommender(bundle_of(example));
      Changer changer(7 + static_cast<std::uint64_t>(similarity));
      for (int change = 0; change < 10; ++change) {
        const std::shared_ptr<const Bundle> before = recommender.bundle();
        changer.change(recommender);
        const std::shared_ptr<const Bundle> now = recommender.bundle();
        expect_equal(recommender, Recommender(written(*now)));
        if (num_changes(*now) == 0) continue;
        std::vector<std::uint32_t> slots(now->catalog.size());
        std::iota(slots.begin(), slots.end(), 0U);
        expect_equal(recommender, Recommender(over_merged(*now, merged(*before), slots)));
      }
    }
  }
}

TEST(ChangesTest, ARemovedItemComesBackOnlyWhereItIsAdded) {
  Example example(1);
  example.repeat = RepeatRule::kAllow;
  example.repeats = {0.5, 2.0};
  Recommender recommender(bundle_of(example));
  EXPECT_EQ(recommender.remove_items(std::vector<Id>{Id("103"), Id("none"), Id("103")}), 1U);
  const RawColumn ids = {.values = std::vector<std::int64_t>{200}};
  const auto add = [&](const RawColumn& id) {
    return recommender.add_items(
        [&](const std::string& name) { return name.empty() ? &id : nullptr; });
  };
  ASSERT_TRUE(add(ids).ok());
  for (const char* user : {"ann", "nobody"}) {
    const auto answer = recommender.recommend({.user_id = Id(user), .k = 100});
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer.value().items.size(), kNumItems);  // one less, one more
    EXPECT_EQ(answer.value().shortfall->catalog, kNumItems);
    for (const RecommendedItem& item : answer.value().items) EXPECT_NE(item.id, Id(103));
  }
  EXPECT_EQ(recommender.why({.user_id = Id("ann")}, Id("103")).error().code,
            ErrorCode::kRequestUnknownId);
  const RawColumn again = {.values = std::vector<std::int64_t>{103}};
  ASSERT_TRUE(add(again).ok());
  EXPECT_EQ(recommender.recommend({.user_id = Id("ann"), .k = 100}).value().items.size(),
            kNumItems + 1);
}

Result<void> add(Recommender& recommender, std::int64_t first, std::size_t count) {
  std::vector<std::int64_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), first);
  const RawColumn ids = {.values = std::move(numbers)};
  return recommender.add_items(
      [&](const std::string& name) { return name.empty() ? &ids : nullptr; });
}

// Thousands of changes, merged while others search: what was removed stays away, what was added is
// there, and in the end all is as if it were written and read again.
TEST(ChangesTest, MergesWhileOthersSearchChangeNoAnswer) {
  constexpr std::int64_t kFirst = 1000, kBatch = 40, kBatches = 80;
  Example example(1);
  example.repeat = RepeatRule::kAllow;
  Recommender recommender(bundle_of(example));
  std::atomic<std::int64_t> num_added{0}, num_removed{0};  // batches; the first of each goes again
  std::atomic<bool> is_done{false};
  const auto search = [&] {
    while (!is_done) {
      const std::int64_t added = num_added, removed = num_removed;
      const auto answer = recommender.recommend({.user_id = Id("ann"), .k = 5000});
      ASSERT_TRUE(answer.ok());
      std::vector<int> seen(kBatch * kBatches, 0);
      for (const RecommendedItem& item : answer.value().items) {
        const std::int64_t id = std::get<std::int64_t>(item.id);
        if (id >= kFirst) ++seen[static_cast<std::size_t>(id - kFirst)];
      }
      for (std::int64_t batch = 0; batch < added; ++batch) {
        const auto first = static_cast<std::size_t>(batch * kBatch);
        if (batch < removed) {
          EXPECT_EQ(seen[first], 0);
        }
        EXPECT_EQ(seen[first + 1], 1);
      }
    }
  };
  std::vector<std::jthread> searchers;
  for (int i = 0; i < 2; ++i) searchers.emplace_back(search);
  for (std::int64_t batch = 0; batch < kBatches; ++batch) {
    const std::int64_t first = kFirst + batch * kBatch;
    ASSERT_TRUE(add(recommender, first, kBatch).ok());
    ++num_added;
    EXPECT_EQ(recommender.remove_items(std::vector<Id>{Id(first)}), 1U);
    ++num_removed;
    ASSERT_TRUE(add(recommender, 100, 3).ok());  // again and again, also while a merge goes on
  }
  is_done = true;
  searchers.clear();
  recommender.wait_for_merge();  // what changed during it may be enough for another one
  ASSERT_TRUE(add(recommender, 100, 1).ok());
  recommender.wait_for_merge();
  const std::shared_ptr<const Bundle> bundle = recommender.bundle();
  EXPECT_EQ(bundle->index->num_present(), kNumItems + kBatches * (kBatch - 1));
  EXPECT_LE(num_changes(*bundle), DeltaIndex::kMaxChanges / 4);
  expect_equal(recommender, Recommender(written(*bundle)));
}

// Nothing is removed, so nothing is published.
TEST(ChangesTest, ToRemoveWhatIsNotThereChangesNothing) {
  Recommender recommender(bundle_of(Example(1)));
  const auto before = recommender.bundle();
  EXPECT_EQ(recommender.remove_items(std::vector<Id>{Id("none")}), 0U);
  EXPECT_EQ(recommender.bundle(), before);
}

}  // namespace
}  // namespace twotower
