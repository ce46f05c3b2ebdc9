#include "synth/worlds/news.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <span>
#include <string_view>

#include "synth/columns.h"
#include "synth/draw.h"

namespace twotower {
namespace {

constexpr std::int64_t kBeginMs = 1'748'822'400'000;  // Monday, 2 June 2025
constexpr BusyHours kBusyHours = {0.2,  0.1,  0.06, 0.05, 0.08, 0.25, 0.7,  1.0,
                                  0.95, 0.75, 0.6,  0.6,  0.8,  0.7,  0.55, 0.5,
                                  0.55, 0.65, 0.7,  0.75, 0.75, 0.7,  0.5,  0.35};
constexpr double kRowsOfVisit = 3.5;
constexpr std::int64_t kGapMs = 90'000;

// So many articles as NewsOptions asks for leave no section without a living one: a section has
// every eighth, and 9 (days + 3) / 300 is below 3 days.
constexpr std::int64_t kLifeMs = 3 * kDayMs;
constexpr double kHalfLifeHours = 10.0;
constexpr double kStays = 0.35;  // in the section of the last article of the visit
constexpr double kFollowedStory = 4.0;
constexpr std::size_t kStoryMemory = 10;
constexpr double kReadFactor = 0.01;
constexpr double kAnySection = 0.15;  // of interest: spread over all sections
constexpr double kWithoutLogin = 1.0 / 3.0;
constexpr std::int64_t kStoryMs = 4 * kDayMs;  // then a section has other stories
constexpr std::size_t kStoriesAtOnce = 2;      // of a section

constexpr std::size_t kNumSections = 8;
struct Section {
  std::string_view name;
  std::array<std::string_view, 6> subjects;
  std::array<double, 4> by_age;  // factors on its share in the interest
};
constexpr std::array<Section, kNumSections> kSections = {{
    {"politics",
     {"coalition", "minister", "election", "pension bill", "summit", "border"},
     {0.5, 0.9, 1.3, 1.7}},
    {"business",
     {"interest rate", "merger", "layoffs", "steel maker", "airline", "harvest"},
     {0.5, 1.3, 1.3, 0.8}},
    {"sport",
     {"cup final", "coach", "marathon", "transfer", "stadium", "relay team"},
     {1.3, 1.2, 1.0, 0.9}},
    {"culture",
     {"film festival", "novel", "opera", "gallery", "album", "series"},
     {1.2, 0.9, 0.8, 1.1}},
    {"science",
     {"telescope", "vaccine", "glacier", "fusion", "fossil", "satellite"},
     {1.1, 1.1, 0.9, 0.8}},
    {"technology",
     {"chip plant", "chatbot", "data leak", "console", "app store", "robot taxi"},
     {2.0, 1.4, 0.8, 0.3}},
    {"local",
     {"bridge", "flood", "tram line", "school", "market hall", "harbour"},
     {0.6, 0.9, 1.2, 1.5}},
    {"lifestyle",
     {"recipe", "diet", "city trip", "fashion week", "sleep", "garden"},
     {1.5, 1.1, 0.8, 0.8}},
}};
constexpr std::array<std::string_view, 14> kPlaces = {
    "Hamburg", "Lyon", "Porto", "Krakow", "Ghent", "Turin",  "Malmo",
    "Basel",   "Graz", "Split", "Tartu",  "Cork",  "Aarhus", "Bilbao"};
constexpr std::array<std::string_view, 10> kTurns = {
    "what we know", "questions remain", "the day in pictures", "a timeline",        "opinion",
    "live",         "the background",   "who gains",           "what happens next", "an interview"};
constexpr std::array<std::string_view, 4> kAges = {"18-29", "30-44", "45-59", "60+"};
constexpr std::array<std::string_view, 5> kRegions = {"north", "south", "east", "west", "abroad"};
constexpr std::array<std::string_view, 3> kDevices = {"phone", "desktop", "tablet"};
constexpr std::array<std::string_view, 4> kReferrers = {"direct", "search", "social", "newsletter"};

RandomSequence draws(const NewsOptions& options, RandomPurpose purpose, std::uint64_t step,
                     std::uint64_t example) {
  return RandomSequence({static_cast<std::uint64_t>(options.seed), purpose, step, example});
}

Reader draw_reader(const NewsOptions& options, std::uint64_t i) {
  RandomSequence random = draws(options, RandomPurpose::kWorldUsers, 0, i);
  Reader who;
  who.age = static_cast<std::uint32_t>(draw_weighted(random, std::array{0.2, 0.3, 0.28, 0.22}));
  who.region = static_cast<std::uint32_t>(draw_index(random, kRegions.size()));
  who.logs_in = draw_unit(random) >= kWithoutLogin;
  who.device = static_cast<std::uint32_t>(
      draw_weighted(random, who.age < 2 ? std::array{0.75, 0.2, 0.05} : std::array{0.4, 0.4, 0.2}));
  std::array<double, kNumSections> shares{};
  for (std::size_t s = 0; s < kNumSections; ++s) shares[s] = kSections[s].by_age[who.age];
  who.interest.assign(kNumSections, kAnySection / kNumSections);
  for (const double share : {0.6, 0.4}) {
    who.interest[draw_weighted(random, shares)] += share * (1.0 - kAnySection);
  }
  who.visitor.activity = 1.0 / (0.1 + 0.9 * draw_unit(random));
  who.visitor.join_day = draw_join_day(random, options.days);
  return who;
}

// One after the other at even distances, each a little late; the sections take turns.
Article draw_article(const NewsOptions& options, std::uint64_t i) {
  RandomSequence random = draws(options, RandomPurpose::kWorldItems, 0, i);
  const double length = static_cast<double>(options.days * kDayMs + kLifeMs);
  const double place = static_cast<double>(i) + draw_unit(random);
  const auto since_first =
      static_cast<std::int64_t>(length * (place / static_cast<double>(options.articles)));
  Article article;
  article.section = static_cast<std::uint32_t>(i % kNumSections);
  article.published_ms = kBeginMs - kLifeMs + since_first;
  const auto era = static_cast<std::size_t>(since_first / kStoryMs);
  article.story = static_cast<std::uint32_t>(
      (era * kNumSections + article.section) * kStoriesAtOnce + draw_index(random, kStoriesAtOnce));
  article.popularity = 1.0 / (0.05 + draw_unit(random));
  return article;
}

double liveliness(const Article& article, std::int64_t time_ms) {
  const std::int64_t age_ms = time_ms - article.published_ms;
  if (age_ms < 0 || age_ms >= kLifeMs) return 0.0;
  const double halves = static_cast<double>(age_ms) / kHourMs / kHalfLifeHours;
  return 1.0 / (1.0 + halves * halves);
}

}  // namespace

NewsWorld::NewsWorld(const NewsOptions& options) : options_(options) {
  for (std::int64_t i = 0; i < options.readers; ++i) {
    readers_.push_back(draw_reader(options, static_cast<std::uint64_t>(i)));
  }
  for (std::int64_t i = 0; i < options.articles; ++i) {
    articles_.push_back(draw_article(options, static_cast<std::uint64_t>(i)));
  }
}

void NewsWorld::choice_probabilities(const Choice& choice, std::span<const Choice> history,
                                     std::span<double> probabilities) const {
  std::ranges::fill(probabilities, 0.0);
  const auto published = [](const Article& article) { return article.published_ms; };
  const auto first = std::ranges::upper_bound(articles_, choice.time_ms - kLifeMs, {}, published);
  const auto last = std::ranges::upper_bound(articles_, choice.time_ms, {}, published);
  const auto begin = static_cast<std::size_t>(first - articles_.begin());
  const auto end = static_cast<std::size_t>(last - articles_.begin());

  const std::span lately = history.last(std::min(history.size(), kStoryMemory));
  for (std::size_t i = begin; i < end; ++i) {
    const bool is_followed = std::ranges::any_of(lately, [&](const Choice& read) {
      return articles_[read.item].story == articles_[i].story;
    });
    probabilities[i] = articles_[i].popularity * liveliness(articles_[i], choice.time_ms) *
                       (is_followed ? kFollowedStory : 1.0);
  }
  std::vector<std::uint8_t> is_read(end - begin);
  for (const Choice& read : history) {
    if (read.item < begin || is_read[read.item - begin] != 0) continue;
    is_read[read.item - begin] = 1;
    probabilities[read.item] *= kReadFactor;
  }

  std::vector<double> scale(kNumSections), of_section(kNumSections);
  for (std::size_t i = begin; i < end; ++i) of_section[articles_[i].section] += probabilities[i];
  const std::vector<Choice> visit = earlier_in_visit(choice, history, 1);
  const double stays = visit.empty() ? 0.0 : kStays;
  for (std::size_t s = 0; s < kNumSections; ++s) {
    scale[s] = (1.0 - stays) * readers_[choice.user].interest[s];
  }
  if (!visit.empty()) scale[articles_[visit.front().item].section] += stays;
  for (std::size_t s = 0; s < kNumSections; ++s) scale[s] /= of_section[s];
  for (std::size_t i = begin; i < end; ++i) probabilities[i] *= scale[articles_[i].section];
}

// "Ghent tram line: a timeline"
std::string NewsWorld::title(std::size_t article) const {
  const Article& what = articles_[article];
  RandomSequence of_story = draws(options_, RandomPurpose::kWorldItems, 1, what.story);
  RandomSequence of_article = draws(options_, RandomPurpose::kWorldItems, 2, article);
  const auto& subjects = kSections[what.section].subjects;
  const std::string_view place = kPlaces[draw_index(of_story, kPlaces.size())];
  const std::string_view subject = subjects[draw_index(of_story, subjects.size())];
  return fmt::format("{} {}: {}", place, subject, kTurns[draw_index(of_article, kTurns.size())]);
}

std::string NewsWorld::reader_id(const Choice& choice) const {
  return readers_[choice.user].logs_in ? fmt::format("r{:06}", choice.user + 1)
                                       : fmt::format("v{:07}", choice.visit + 1);
}

Table NewsWorld::users() const {
  std::vector<std::uint32_t> known;
  for (std::uint32_t i = 0; i < readers_.size(); ++i) {
    if (readers_[i].logs_in) known.push_back(i);
  }
  const std::size_t n = known.size();
  return {.names = {"reader_id", "age_group", "region"},
          .columns = {
              id_column(n, "r", 6, [&](std::size_t i) { return known[i]; }),
              text_column(n, [&](std::size_t i) { return kAges[readers_[known[i]].age]; }),
              text_column(n, [&](std::size_t i) { return kRegions[readers_[known[i]].region]; })}};
}

Table NewsWorld::items() const {
  const std::size_t n = articles_.size();
  return {.names = {"article_id", "title", "section", "published"},
          .columns = {
              id_column(n, "a", 6, std::identity()),
              text_column(n, [&](std::size_t i) { return title(i); }),
              text_column(n, [&](std::size_t i) { return kSections[articles_[i].section].name; }),
              integer_column(n, [&](std::size_t i) { return articles_[i].published_ms; })}};
}

Table NewsWorld::interactions() const {
  const std::size_t n = num_rows();
  const auto rows = choices();
  const auto referrer = [&](std::size_t i) {
    RandomSequence random = draws(options_, RandomPurpose::kWorldChoices, 1, rows[i].visit);
    return kReferrers[draw_weighted(random, std::array{0.45, 0.25, 0.2, 0.1})];
  };
  return {
      .names = {"reader_id", "article_id", "click_time", "session_id", "device", "referrer"},
      .columns = {
          text_column(n, [&](std::size_t i) { return reader_id(rows[i]); }),
          id_column(n, "a", 6, [&](std::size_t i) { return rows[i].item; }),
          integer_column(n, [&](std::size_t i) { return rows[i].time_ms; }),
          id_column(n, "s", 7, [&](std::size_t i) { return rows[i].visit; }),
          text_column(n, [&](std::size_t i) { return kDevices[readers_[rows[i].user].device]; }),
          text_column(n, referrer)}};
}

Table NewsWorld::options_row() const {
  return options_table(options_);
}

NewsWorld make_news(const NewsOptions& options) {
  NewsWorld world(options);
  const auto seed = static_cast<std::uint64_t>(options.seed);
  std::vector<Visitor> visitors;
  for (const Reader& reader : world.readers_) visitors.push_back(reader.visitor);
  std::vector<Choice> rows = draw_visits({.seed = seed,
                                          .begin_ms = kBeginMs,
                                          .days = options.days,
                                          .num_rows = static_cast<std::size_t>(options.clicks),
                                          .mean_rows = kRowsOfVisit,
                                          .mean_gap_ms = kGapMs,
                                          .busy_hours = kBusyHours},
                                         visitors);
  world.draw_choices(seed, visitors.size(), std::move(rows));
  return world;
}

}  // namespace twotower
