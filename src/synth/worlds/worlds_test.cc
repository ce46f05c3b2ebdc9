#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <set>
#include <span>
#include <string>

#include "synth/pizza.h"
#include "synth/worlds/news.h"
#include "synth/worlds/places.h"
#include "synth/worlds/shop.h"
#include "synth/worlds/video.h"

namespace twotower {
namespace {

// Every world, small: what holds for all of them.
struct WorldCase {
  std::string name;
  std::function<std::unique_ptr<World>(std::int64_t seed)> make;
};

template <typename World_>
std::unique_ptr<World> owned(World_ world) {
  return std::make_unique<World_>(std::move(world));
}

std::vector<WorldCase> world_cases() {
  return {
      {"pizza",
       [](std::int64_t seed) {
         return owned(make_pizza({.customers = 200, .orders = 6000, .seed = seed}));
       }},
      {"shop",
       [](std::int64_t seed) {
         return owned(make_shop({.customers = 200, .products = 200, .events = 6000, .seed = seed}));
       }},
      {"video",
       [](std::int64_t seed) {
         return owned(make_video({.viewers = 150, .videos = 200, .views = 6000, .seed = seed}));
       }},
      {"news",
       [](std::int64_t seed) {
         return owned(make_news({.readers = 300, .articles = 500, .clicks = 6000, .seed = seed}));
       }},
      {"places",
       [](std::int64_t seed) {
         return owned(make_places({.users = 150, .places = 200, .checkins = 6000, .seed = seed}));
       }},
  };
}

class WorldTest : public testing::TestWithParam<WorldCase> {};

INSTANTIATE_TEST_SUITE_P(All, WorldTest, testing::ValuesIn(world_cases()),
                         [](const auto& world) { return world.param.name; });

TEST_P(WorldTest, ProbabilitiesSumToOneAndAllowWhatWasChosen) {
  const auto world = GetParam().make(1);
  std::vector<double> scores(world->num_items());
  for (std::size_t row = 0; row < world->num_rows(); ++row) {
    world->optimal_scores(row, scores);
    ASSERT_NEAR(std::accumulate(scores.begin(), scores.end(), 0.0), 1.0, 1e-9) << row;
    ASSERT_GE(*std::ranges::min_element(scores), 0.0) << row;
    ASSERT_GT(scores[world->chosen(row)], 0.0) << row;
  }
}

// Chi-square over groups of (row, item), divided by their number: near 1 if the rows are drawn from
// these very probabilities.
template <typename ScoresOf, typename GroupOf>
double misfit(const World& world, ScoresOf&& scores_of, std::size_t num_groups,
              GroupOf&& group_of) {
  std::vector<double> scores(world.num_items()), excess(num_groups), variance(num_groups);
  for (std::size_t row = 0; row < world.num_rows(); ++row) {
    scores_of(row, scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      const std::size_t group = group_of(i, scores[i]);
      excess[group] += (world.chosen(row) == i ? 1.0 : 0.0) - scores[i];
      variance[group] += scores[i] * (1.0 - scores[i]);
    }
  }
  double sum = 0.0, count = 0.0;
  for (std::size_t i = 0; i < num_groups; ++i) {
    if (variance[i] < 5.0) continue;  // too seldom for the normal distribution
    sum += excess[i] * excess[i] / variance[i];
    ++count;
  }
  return sum / count;
}

// Item by item, and in ranges of probability, where mistakes of user or history would show.
TEST_P(WorldTest, RowsFollowTheProbabilities) {
  constexpr std::size_t kNumRanges = 10;
  const auto world = GetParam().make(1);
  const auto optimal = [&](std::size_t row, std::span<double> scores) {
    world->optimal_scores(row, scores);
  };
  const auto of_the_row_before = [&](std::size_t row, std::span<double> scores) {
    world->optimal_scores(row == 0 ? 0 : row - 1, scores);
  };
  const auto item = [](std::size_t i, double) { return i; };
  const auto range = [](std::size_t, double score) {
    return std::min(kNumRanges - 1, static_cast<std::size_t>(score * 25));
  };
  EXPECT_NEAR(misfit(*world, optimal, world->num_items(), item), 1.0, 0.5);
  EXPECT_LT(misfit(*world, optimal, kNumRanges, range), 1.0 + 5 * std::sqrt(2.0 / kNumRanges));
  EXPECT_GT(misfit(*world, of_the_row_before, kNumRanges, range), 10.0);  // the check can fail
}

// Rows whose item is among ten shown: by the truth, by the counts of all rows (which no ranking
// could know before), and by the truth of the row before, another user's.
TEST_P(WorldTest, NoOtherRankingIsBetter) {
  const auto world = GetParam().make(1);
  std::vector<double> counts(world->num_items()), scores(counts.size()), other(counts.size());
  for (std::size_t row = 0; row < world->num_rows(); ++row) ++counts[world->chosen(row)];
  const auto is_shown = [](const std::vector<double>& values, std::uint32_t item) {
    return std::ranges::count_if(values, [&](double v) { return v >= values[item]; }) <= 10;
  };
  double optimum = 0.0, popularity = 0.0, mistaken = 0.0;
  for (std::size_t row = 1; row < world->num_rows(); ++row) {
    world->optimal_scores(row, scores);
    world->optimal_scores(row - 1, other);
    const std::uint32_t item = world->chosen(row);
    optimum += is_shown(scores, item) ? 1 : 0;
    popularity += is_shown(counts, item) ? 1 : 0;
    mistaken += is_shown(other, item) ? 1 : 0;
  }
  EXPECT_GT(optimum, 1.1 * popularity);
  EXPECT_GT(optimum, 1.1 * mistaken);
}

TEST_P(WorldTest, SeedsNameWorlds) {
  const auto first = GetParam().make(1), again = GetParam().make(1), other = GetParam().make(2);
  for (const auto table : {&World::users, &World::items, &World::interactions}) {
    const Table a = (*first.*table)(), b = (*again.*table)();
    ASSERT_EQ(a.names, b.names);
    for (std::size_t c = 0; c < a.columns.size(); ++c) {
      EXPECT_EQ(a.columns[c].values, b.columns[c].values) << a.names[c];
      EXPECT_EQ(a.columns[c].num_rows(), a.num_rows()) << a.names[c];
    }
  }
  EXPECT_NE(first->interactions().columns[1].values, other->interactions().columns[1].values);
  EXPECT_EQ(first->items().num_rows(), first->num_items());
  EXPECT_EQ(first->interactions().num_rows(), first->num_rows());
}

double share_of_repeats(const ChoiceWorld& world) {
  double repeats = 0.0;
  for (std::size_t row = 0; row < world.num_rows(); ++row) {
    const auto history = world.history_before(row);
    repeats += std::ranges::count(history, world.chosen(row), &Choice::item) > 0 ? 1.0 : 0.0;
  }
  return repeats / static_cast<double>(world.num_rows());
}

TEST(ShopTest, PeopleViewFillCartsAndBuy) {
  const ShopWorld world = make_shop({.customers = 600, .events = 18'000});
  std::array<double, 3> counts{};
  double returns = 0.0, of_views = 0.0;
  for (std::size_t row = 0; row < world.num_rows(); ++row) {
    const Choice& choice = world.choices()[row];
    ++counts[choice.type];
    const auto history = world.history_before(row);
    if (choice.type == 0) {
      ++of_views;
      returns += std::ranges::count(history, choice.item, &Choice::item) > 0 ? 1.0 : 0.0;
      continue;
    }
    const bool has_source = std::ranges::any_of(history, [&](const Choice& earlier) {
      return earlier.visit == choice.visit && earlier.item == choice.item &&
             earlier.type + 1 == choice.type;
    });
    EXPECT_TRUE(has_source) << row;  // nothing is bought that was not in the cart
  }
  EXPECT_NEAR(counts[1] / counts[0], 0.1, 0.03);
  EXPECT_NEAR(counts[2] / counts[1], 0.4, 0.08);
  EXPECT_NEAR(returns / of_views, 0.3, 0.07);
  double new_products = 0.0;
  for (const Product& product : world.products()) {
    new_products += product.launch_ms > world.choices().front().time_ms ? 1.0 : 0.0;
  }
  EXPECT_NEAR(new_products / 1200.0, 0.29, 0.04);
}

TEST(VideoTest, ViewersGoOnWithTheirTopicAndHardlyRepeat) {
  const VideoWorld world = make_video({.viewers = 300, .videos = 600, .views = 20'000});
  double same_topic = 0.0, same_as_old = 0.0, count = 0.0;
  for (std::size_t row = 0; row < world.num_rows(); ++row) {
    const auto history = world.history_before(row);
    if (history.size() < 30) continue;
    const auto topic = [&](std::uint32_t item) { return world.videos()[item].topic; };
    const std::uint32_t now = topic(world.chosen(row));
    same_topic += now == topic(history.back().item) ? 1.0 : 0.0;
    same_as_old += now == topic(history[history.size() - 30].item) ? 1.0 : 0.0;
    ++count;
  }
  EXPECT_GT(same_topic / count, 1.3 * same_as_old / count);
  EXPECT_LT(share_of_repeats(world), 0.1);
}

TEST(VideoTest, LongWatchTimesTellTaste) {
  const VideoWorld world = make_video({.viewers = 300, .videos = 300, .views = 10'000});
  const Table log = world.interactions();
  const auto& seconds = std::get<Array<std::int64_t>>(log.find("watch_time")->values);
  double liked = 0.0, num_liked = 0.0, others = 0.0, num_others = 0.0;
  for (std::size_t row = 0; row < world.num_rows(); ++row) {
    const Choice& view = world.choices()[row];
    const double share =
        static_cast<double>(seconds[row]) / static_cast<double>(world.videos()[view.item].seconds);
    ASSERT_GE(share, 0.0);
    ASSERT_LE(share, 1.0);
    if (world.fit(view.user, view.item, view.time_ms) > 0.3) {
      liked += share, ++num_liked;
    } else {
      others += share, ++num_others;
    }
  }
  EXPECT_GT(liked / num_liked, 1.3 * others / num_others);
}

TEST(NewsTest, ArticlesLiveForHoursSoMostOfATestIsNew) {
  const NewsWorld world = make_news({.readers = 500, .articles = 1000, .clicks = 20'000});
  const std::int64_t begin = world.choices().front().time_ms;
  const std::int64_t cut = begin + (world.choices().back().time_ms - begin) * 9 / 10;
  double in_test = 0.0, of_new = 0.0;
  std::vector<double> ages;
  for (const Choice& click : world.choices()) {
    const Article& article = world.articles()[click.item];
    ages.push_back(static_cast<double>(click.time_ms - article.published_ms) / kHourMs);
    if (click.time_ms < cut) continue;
    ++in_test;
    of_new += article.published_ms >= cut ? 1.0 : 0.0;
  }
  EXPECT_GT(of_new / in_test, 0.6);
  std::ranges::nth_element(ages, ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2));
  EXPECT_NEAR(ages[ages.size() / 2], 10.0, 5.0);
  EXPECT_LT(*std::ranges::max_element(ages), 72.0);
}

TEST(NewsTest, SomeNeverLogIn) {
  const NewsWorld world = make_news({.readers = 500, .articles = 500, .clicks = 5000});
  const Table users = world.users(), log = world.interactions();
  EXPECT_NEAR(static_cast<double>(users.num_rows()) / 500.0, 2.0 / 3.0, 0.08);
  std::set<std::string> known, visitors;
  for (std::size_t i = 0; i < users.num_rows(); ++i) known.insert(text_of(users.columns[0], i));
  double without = 0.0;
  for (std::size_t row = 0; row < log.num_rows(); ++row) {
    const std::string reader = text_of(*log.find("reader_id"), row);
    const bool logs_in = world.readers()[world.choices()[row].user].logs_in;
    ASSERT_EQ(known.contains(reader), logs_in);
    without += logs_in ? 0.0 : 1.0;
    if (!logs_in) visitors.insert(reader);
  }
  EXPECT_NEAR(without / 5000.0, 1.0 / 3.0, 0.1);
  EXPECT_GT(visitors.size(), 300U);  // another one in every session
}

TEST(PlacesTest, PeopleReturnAndStayNear) {
  const PlacesWorld world = make_places({.users = 500, .places = 500, .checkins = 25'000});
  EXPECT_NEAR(share_of_repeats(world), 0.65, 0.1);
  double near = 0.0, near_anywhere = 0.0, count = 0.0;
  for (const Choice& choice : world.choices()) {
    const auto is_near = [&](std::size_t place) {
      return squared_distance(world.anchor(choice), world.places()[place].spot) < 9.0 ? 1.0 : 0.0;
    };
    near += is_near(choice.item);
    near_anywhere += is_near(choice.user * 7 % world.num_items());
    ++count;
  }
  EXPECT_GT(near / count, 2.0 * near_anywhere / count);
}

// Every corner of the options gives a world.
TEST(WorldSizesTest, SmallAndOddWorldsWork) {
  EXPECT_EQ(make_shop({.customers = 10, .products = 100, .events = 10, .days = 10}).num_rows(),
            10U);
  EXPECT_EQ(make_shop({.customers = 300, .products = 100, .events = 3000, .days = 1000}).num_rows(),
            3000U);
  EXPECT_EQ(make_video({.viewers = 10, .videos = 100, .views = 2000, .days = 10}).num_rows(),
            2000U);
  EXPECT_EQ(make_news({.readers = 10, .articles = 300, .clicks = 3000, .days = 90}).num_rows(),
            3000U);
  EXPECT_EQ(make_places({.users = 10, .places = 100, .checkins = 2000, .days = 1000}).num_rows(),
            2000U);
}

}  // namespace
}  // namespace twotower
