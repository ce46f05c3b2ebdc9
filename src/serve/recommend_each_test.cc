#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/random.h"
#include "base/stopwatch.h"
#include "bundle/test_bundle.h"
#include "messages/said.h"
#include "serve/diversify.h"
#include "serve/recommender.h"
#include "serve/test_recommender.h"

namespace twotower {
namespace {

using test_bundle::Example;
using test_bundle::kNumItems;

// What an answer says, without how long it took; or its error.
std::string text_of(const Result<Recommendations>& answer) {
  if (!answer.ok()) return english(answer.error().message);
  Recommendations timeless = answer.value();
  timeless.origin.tower_seconds = timeless.origin.search_seconds = 0.0;
  return to_json(to_value(timeless));
}

class DrawnRequests {
 public:
  explicit DrawnRequests(std::uint64_t seed)
      : draw_({.seed = seed, .purpose = RandomPurpose{}, .step = 0, .example = 2}) {}

  RecommendRequest next() {
    RecommendRequest request;
    const char* users[] = {"ann", "bob", "eve", "nobody"};
    if (is_one_of(8)) {
      request.history = events();
    } else {
      request.user_id = Id(users[draw_.next_below(4)]);
    }
    if (is_one_of(3)) request.events = events();
    if (is_one_of(4)) request.features = Value(Value::Map{{"age", Value(std::int64_t{25})}});
    if (is_one_of(3)) request.exclude = {Id(item()), Id("no such item")};
    if (is_one_of(3)) {
      request.filter.tests.push_back({.field = "item_id",
                                      .test = ConditionTest::kAny,
                                      .operand = std::vector{Value(item()), Value(item())}});
    }
    if (is_one_of(3)) request.diversity = 0.25 * static_cast<double>(draw_.next_below(6));
    if (is_one_of(4)) request.caps = Caps{{"title", 1}};
    request.why = is_one_of(2);
    const std::size_t lengths[] = {0, 1, 3, kNumItems, 5000};
    request.k = lengths[draw_.next_below(5)];
    return request;
  }

 private:
  bool is_one_of(std::uint64_t count) { return draw_.next_below(count) == 0; }
  std::int64_t item() { return 100 + static_cast<std::int64_t>(draw_.next_below(kNumItems + 1)); }
  std::vector<Event> events() {
    std::vector<Event> events;
    for (std::uint64_t i = draw_.next_below(4); i > 0; --i) events.emplace_back(Id(item()));
    return events;
  }

  RandomSequence draw_;
};

void check(const Recommender& recommender, std::uint64_t seed) {
  DrawnRequests drawn(seed);
  std::vector<RecommendRequest> requests;
  for (std::size_t i = 0; i < 150; ++i) requests.push_back(drawn.next());
  std::size_t next = 0;
  recommender.recommend_each(requests, [&](std::size_t i, Result<Recommendations> answer) {
    ASSERT_EQ(i, next++);
    EXPECT_EQ(text_of(answer), text_of(recommender.recommend(requests[i]))) << seed << ' ' << i;
  });
  EXPECT_EQ(next, requests.size());
}

TEST(RecommendEachTest, AnswersWhatEachRequestGetsAlone) {
  std::uint64_t seed = 0;
  for (const RepeatRule repeat : {RepeatRule::kAllow, RepeatRule::kExclude}) {
    for (const Similarity similarity :
         {Similarity::kDot, Similarity::kCosine, Similarity::kEuclidean, Similarity::kManhattan}) {
      Example example(++seed, similarity);
      example.repeat = repeat;
      check(recommender_of(example), seed);
      example.repeats = {0.7, 2.0};  // known items gain
      check(recommender_of(example), seed);
    }
  }
}

// What is searched together is counted once, however many ask.
TEST(RecommendEachTest, TimesOfAllAreNoMoreThanTheWhole) {
  const Recommender recommender = recommender_of(Example(1, Similarity::kDot));
  const std::vector<RecommendRequest> requests(200, {.user_id = Id("ann"), .k = kNumItems});
  double sum = 0.0;
  const Stopwatch watch;
  recommender.recommend_each(requests, [&](std::size_t, Result<Recommendations> answer) {
    const AnswerOrigin& origin = answer.value().origin;
    EXPECT_GT(origin.search_seconds, 0.0);
    sum += origin.tower_seconds + origin.search_seconds;
  });
  EXPECT_LE(sum, watch.seconds());
}

TEST(RecommendEachTest, ChangedItemsAreThere) {
  Example example(3);
  const Recommender recommender = recommender_of(example);
  Recommender changed = recommender_of(example);
  EXPECT_EQ(changed.remove_items(std::vector<Id>{Id(std::int64_t{102})}), 1U);
  check(changed, 9);
}

TEST(OfferTest, IsTheScoreInTheListOrNothing) {
  for (const RepeatRule repeat : {RepeatRule::kAllow, RepeatRule::kExclude}) {
    Example example(5);
    example.repeat = repeat;
    if (repeat == RepeatRule::kAllow) example.repeats = {0.7, 2.0};
    const Recommender recommender = recommender_of(example);
    for (const char* user : {"ann", "bob", "eve"}) {
      const RecommendRequest request = {
          .user_id = Id(user), .exclude = {Id("105")}, .k = kNumItems};
      const Recommendations list = recommender.recommend(request).value();
      for (std::int64_t item = 100; item < 107; ++item) {
        std::optional<double> expected;
        for (const RecommendedItem& listed : list.items) {
          if (listed.id == Id(item)) expected = listed.score;
        }
        EXPECT_EQ(recommender.offer(request, Id(item)).value(), expected) << user << ' ' << item;
      }
    }
  }
}

TEST(OfferTest, NobodyIsOfferedWhatIsNotThereNorByPopularity) {
  Example example(1, Similarity::kCosine, Example::Knows::kHistory);
  const Recommender recommender = recommender_of(example);
  const auto unknown = recommender.offer({.user_id = Id("ann")}, Id("999"));
  ASSERT_FALSE(unknown.ok());
  EXPECT_EQ(unknown.error().code, ErrorCode::kRequestUnknownId);
  EXPECT_EQ(recommender.offer({.user_id = Id("nobody")}, Id("101")).value(), std::nullopt);
}

}  // namespace
}  // namespace twotower
