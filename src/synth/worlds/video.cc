#include "synth/worlds/video.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <span>
#include <string_view>

#include "synth/columns.h"
#include "synth/draw.h"

namespace twotower {
namespace {

constexpr std::int64_t kBeginMs = 1'748'822'400'000;  // Monday, 2 June 2025
constexpr BusyHours kBusyHours = {0.5, 0.3, 0.15, 0.1, 0.08, 0.08, 0.12, 0.2, 0.25, 0.3, 0.3, 0.35,
                                  0.5, 0.5, 0.4,  0.4, 0.45, 0.55, 0.65, 0.8, 0.95, 1.0, 0.9, 0.7};
constexpr double kRowsOfVisit = 4.0;
constexpr std::int64_t kGapMs = 480'000;

constexpr double kFollows = 0.2;  // of choices: another video of a channel seen lately
constexpr std::size_t kChannelMemory = 10;
constexpr double kRecent = 0.6;  // of the mood: topics of the last videos
constexpr std::size_t kTopicMemory = 8;
constexpr double kTopicDecay = 0.7;
constexpr double kSecondTopic = 0.35;  // as strong as the first one
constexpr double kSeenFactor = 0.02;
constexpr double kFreshDays = 5.0, kEvergreen = 0.1;  // appeal 1 + of a day's age, falls to this
constexpr double kAnyTopic = 0.1;                     // of taste: spread over all topics
constexpr double kPublishedLater = 0.6;
constexpr std::int64_t kOlderDays = 60;  // what is there at the start is up to so old
constexpr std::size_t kVideosOfChannel = 16;

constexpr std::size_t kNumTopics = 16;
struct Topic {
  std::string_view name;
  std::array<std::string_view, 6> words;
  std::array<double, 3> by_age;  // factors on its share in the taste
};
constexpr auto kTopics = std::to_array<Topic>({
    {"cooking", {"pasta", "dumplings", "sourdough", "curry", "knife", "dessert"}, {0.7, 1.2, 1.4}},
    {"gaming", {"speedrun", "boss", "strategy", "multiplayer", "mod", "retro"}, {2.5, 1.0, 0.2}},
    {"travel", {"Kyoto", "night train", "island", "hiking", "market", "hostel"}, {1.0, 1.2, 1.1}},
    {"music", {"guitar", "live", "piano", "cover", "remix", "choir"}, {1.4, 1.0, 1.0}},
    {"football", {"goals", "derby", "transfer", "keeper", "tactics", "cup"}, {1.2, 1.2, 1.0}},
    {"science", {"black hole", "vaccine", "quantum", "volcano", "brain", "Mars"}, {0.9, 1.1, 1.2}},
    {"history", {"Rome", "castle", "empire", "revolution", "map", "ship"}, {0.4, 0.9, 2.0}},
    {"fitness", {"stretching", "kettlebell", "running", "yoga", "back", "sleep"}, {1.1, 1.3, 0.8}},
    {"cars", {"electric", "rally", "engine", "garage", "road test", "classic"}, {0.8, 1.2, 1.2}},
    {"comedy", {"sketch", "stand-up", "prank", "parody", "fails", "impression"}, {1.9, 1.0, 0.6}},
    {"garden", {"tomatoes", "pruning", "compost", "roses", "greenhouse", "bees"}, {0.2, 0.8, 2.4}},
    {"coding", {"Rust", "database", "debugging", "compiler", "interview", "API"}, {1.3, 1.3, 0.4}},
    {"finance",
     {"inflation", "mortgage", "dividends", "budget", "tax", "startup"},
     {0.5, 1.5, 1.2}},
    {"animals", {"kitten", "octopus", "wolf", "parrot", "rescue", "reef"}, {1.0, 1.0, 1.2}},
    {"fashion", {"sneakers", "thrift", "runway", "capsule", "denim", "makeup"}, {1.8, 1.0, 0.4}},
    {"film", {"trailer", "director", "ending", "score", "western", "anime"}, {1.3, 1.0, 0.9}},
});
static_assert(kTopics.size() == kNumTopics);
constexpr std::array<std::string_view, 6> kForms = {
    "explained", "in ten minutes", "for beginners", "the full story", "what nobody says", "part 2"};
constexpr std::array<std::string_view, 6> kCountries = {"DE", "FR", "ES", "PL", "IT", "SE"};
constexpr std::array<std::string_view, 3> kAges = {"under 25", "25-44", "45+"};
constexpr std::array<std::string_view, 4> kDevices = {"phone", "tablet", "laptop", "tv"};

RandomSequence draws(const VideoOptions& options, RandomPurpose purpose, std::uint64_t step,
                     std::uint64_t example) {
  return RandomSequence({static_cast<std::uint64_t>(options.seed), purpose, step, example});
}

std::vector<double> draw_taste(RandomSequence& random, std::uint32_t age) {
  std::array<double, kNumTopics> shares{};
  for (std::size_t t = 0; t < kNumTopics; ++t) shares[t] = kTopics[t].by_age[age];
  std::vector<double> taste(kNumTopics, kAnyTopic / kNumTopics);
  for (const double share : {0.6, 0.3, 0.1}) {
    taste[draw_weighted(random, shares)] += share * (1.0 - kAnyTopic);
  }
  return taste;
}

Viewer draw_viewer(const VideoOptions& options, std::uint64_t i) {
  RandomSequence random = draws(options, RandomPurpose::kWorldUsers, 0, i);
  Viewer who;
  who.country = static_cast<std::uint32_t>(draw_index(random, kCountries.size()));
  who.age = static_cast<std::uint32_t>(draw_weighted(random, std::array{0.35, 0.4, 0.25}));
  who.device = static_cast<std::uint32_t>(draw_weighted(
      random, who.age == 2 ? std::array{0.3, 0.2, 0.2, 0.3} : std::array{0.6, 0.1, 0.2, 0.1}));
  who.taste_at_start = draw_taste(random, who.age);
  who.taste_at_end = draw_taste(random, who.age);
  who.visitor.activity = 1.0 / (0.15 + 0.85 * draw_unit(random));
  who.visitor.join_day = draw_join_day(random, options.days);
  return who;
}

std::size_t num_channels(const VideoOptions& options) {
  return std::max(kNumTopics, static_cast<std::size_t>(options.videos) / kVideosOfChannel);
}

// Channel c is about topic c, c + 16, ... The first video of each is there at the start, so that no
// topic is ever empty.
Video draw_video(const VideoOptions& options, std::uint64_t i) {
  RandomSequence random = draws(options, RandomPurpose::kWorldItems, 0, i);
  const std::size_t channels = num_channels(options);
  const bool is_first = i < channels;
  Video video;
  video.channel = static_cast<std::uint32_t>(is_first ? i : draw_index(random, channels));
  const bool is_usual = is_first || draw_unit(random) < 0.85;
  video.topic = static_cast<std::uint32_t>(is_usual ? video.channel % kNumTopics
                                                    : draw_index(random, kNumTopics));
  video.second_topic = static_cast<std::uint32_t>(draw_index(random, kNumTopics));
  video.seconds = 40 + static_cast<std::int64_t>(900.0 * draw_unit(random) * draw_unit(random));
  video.popularity = 1.0 / (0.05 + draw_unit(random));
  const bool is_later = !is_first && draw_unit(random) < kPublishedLater;
  const auto days = static_cast<double>((is_later ? options.days : kOlderDays) * kDayMs);
  const auto from_begin = static_cast<std::int64_t>(days * draw_unit(random));
  video.published_ms = kBeginMs + (is_later ? from_begin : -from_begin);
  return video;
}

double freshness(const Video& video, std::int64_t time_ms) {
  if (time_ms < video.published_ms) return 0.0;
  const double days = static_cast<double>(time_ms - video.published_ms) / kDayMs;
  return kEvergreen + 1.0 / (1.0 + days / kFreshDays);
}

}  // namespace

VideoWorld::VideoWorld(const VideoOptions& options) : options_(options) {
  for (std::int64_t i = 0; i < options.viewers; ++i) {
    viewers_.push_back(draw_viewer(options, static_cast<std::uint64_t>(i)));
  }
  for (std::int64_t i = 0; i < options.videos; ++i) {
    videos_.push_back(draw_video(options, static_cast<std::uint64_t>(i)));
  }
}

std::vector<double> VideoWorld::taste(std::uint32_t viewer, std::int64_t time_ms) const {
  const Viewer& who = viewers_[viewer];
  const double share =
      static_cast<double>(time_ms - kBeginMs) / static_cast<double>(options_.days * kDayMs);
  std::vector<double> mixture(kNumTopics);
  for (std::size_t t = 0; t < kNumTopics; ++t) {
    mixture[t] = (1.0 - share) * who.taste_at_start[t] + share * who.taste_at_end[t];
  }
  return mixture;
}

double VideoWorld::fit(std::uint32_t viewer, std::uint32_t video, std::int64_t time_ms) const {
  const std::vector<double> mixture = taste(viewer, time_ms);
  const Video& what = videos_[video];
  return std::min(1.0, mixture[what.topic] + kSecondTopic * mixture[what.second_topic]);
}

// [videos] what everybody sees in them, less what this viewer has seen.
std::vector<double> VideoWorld::appeals(std::int64_t time_ms,
                                        std::span<const Choice> history) const {
  std::vector<double> appeal(videos_.size());
  const auto of = [&](const Video& video) { return video.popularity * freshness(video, time_ms); };
  for (std::size_t i = 0; i < videos_.size(); ++i) appeal[i] = of(videos_[i]);
  for (const Choice& seen : history) appeal[seen.item] = kSeenFactor * of(videos_[seen.item]);
  return appeal;
}

// [topics] sums to 1.
std::vector<double> VideoWorld::mood(const Choice& choice, std::span<const Choice> history) const {
  std::vector<double> mood = taste(choice.user, choice.time_ms);
  if (history.empty()) return mood;
  std::vector<double> of_videos(videos_.size());
  add_remembered(history, kTopicMemory, kTopicDecay, kRecent, of_videos);
  for (double& share : mood) share *= 1.0 - kRecent;
  for (const Choice& seen : history.last(std::min(history.size(), kTopicMemory))) {
    mood[videos_[seen.item].topic] += of_videos[seen.item];
    of_videos[seen.item] = 0.0;  // counted: duplicates count once
  }
  return mood;
}

void VideoWorld::choice_probabilities(const Choice& choice, std::span<const Choice> history,
                                      std::span<double> probabilities) const {
  const std::vector<double> appeal = appeals(choice.time_ms, history);
  std::vector<double> of_topic(kNumTopics), of_channel(num_channels(options_));
  for (std::size_t i = 0; i < videos_.size(); ++i) {
    of_topic[videos_[i].topic] += appeal[i];
    of_topic[videos_[i].second_topic] += kSecondTopic * appeal[i];
    of_channel[videos_[i].channel] += appeal[i];
  }
  std::vector<double> followed(of_channel.size());
  const std::span lately = history.last(std::min(history.size(), kChannelMemory));
  const double follows = lately.empty() ? 0.0 : kFollows;
  for (const Choice& seen : lately) {
    const std::uint32_t channel = videos_[seen.item].channel;
    followed[channel] += follows / static_cast<double>(lately.size()) / of_channel[channel];
  }
  std::vector<double> scale = mood(choice, history);
  for (std::size_t t = 0; t < kNumTopics; ++t) scale[t] *= (1.0 - follows) / of_topic[t];
  for (std::size_t i = 0; i < videos_.size(); ++i) {
    const Video& video = videos_[i];
    const double by_topic = scale[video.topic] + kSecondTopic * scale[video.second_topic];
    probabilities[i] = appeal[i] * (followed[video.channel] + by_topic);
  }
}

// [views] Most of the video if it is to the viewer's taste; never longer than until the next view.
std::vector<std::int64_t> VideoWorld::watch_times() const {
  const auto rows = choices();
  std::vector<std::int64_t> seconds(rows.size());
  std::vector<std::int64_t> next_ms(viewers_.size(), std::numeric_limits<std::int64_t>::max());
  for (std::size_t row = rows.size(); row-- > 0;) {
    const Choice& view = rows[row];
    RandomSequence random = draws(options_, RandomPurpose::kWorldChoices, 1, row);
    const double liked = fit(view.user, view.item, view.time_ms);
    const double share = std::clamp(0.25 + 1.2 * liked + 0.2 * draw_bell(random), 0.02, 1.0);
    const auto wanted =
        static_cast<std::int64_t>(share * static_cast<double>(videos_[view.item].seconds));
    seconds[row] = std::min(wanted, (next_ms[view.user] - view.time_ms) / 1000);
    next_ms[view.user] = view.time_ms;
  }
  return seconds;
}

Table VideoWorld::users() const {
  const std::size_t n = viewers_.size();
  return {
      .names = {"viewer_id", "country", "age_group", "device"},
      .columns = {id_column(n, "u", 6, std::identity()),
                  text_column(n, [&](std::size_t i) { return kCountries[viewers_[i].country]; }),
                  text_column(n, [&](std::size_t i) { return kAges[viewers_[i].age]; }),
                  text_column(n, [&](std::size_t i) { return kDevices[viewers_[i].device]; })}};
}

Table VideoWorld::items() const {
  const std::size_t n = videos_.size();
  const auto title = [&](std::size_t i) {
    RandomSequence random = draws(options_, RandomPurpose::kWorldItems, 1, i);
    const auto& words = kTopics[videos_[i].topic].words;
    const auto& others = kTopics[videos_[i].second_topic].words;
    const std::size_t at = draw_index(random, words.size());
    const std::string_view first = words[at];
    const std::string_view second =
        words[(at + 1 + draw_index(random, words.size() - 1)) % words.size()];
    const std::string_view third = others[draw_index(random, others.size())];
    return fmt::format("{} {} {} {}", first, second, third,
                       kForms[draw_index(random, kForms.size())]);
  };
  const auto tags = [&](std::size_t i) {
    return fmt::format("{}|{}", kTopics[videos_[i].topic].name,
                       kTopics[videos_[i].second_topic].name);
  };
  return {.names = {"video_id", "title", "channel", "tags", "seconds", "published"},
          .columns = {id_column(n, "v", 5, std::identity()), text_column(n, title),
                      id_column(n, "ch", 3, [&](std::size_t i) { return videos_[i].channel; }),
                      text_column(n, tags),
                      integer_column(n, [&](std::size_t i) { return videos_[i].seconds; }),
                      integer_column(n, [&](std::size_t i) { return videos_[i].published_ms; })}};
}

Table VideoWorld::interactions() const {
  const std::size_t n = num_rows();
  const auto rows = choices();
  return {.names = {"viewer_id", "video_id", "time", "watch_time"},
          .columns = {id_column(n, "u", 6, [&](std::size_t i) { return rows[i].user; }),
                      id_column(n, "v", 5, [&](std::size_t i) { return rows[i].item; }),
                      integer_column(n, [&](std::size_t i) { return rows[i].time_ms; }),
                      {.values = watch_times()}}};
}

Table VideoWorld::options_row() const {
  return options_table(options_);
}

VideoWorld make_video(const VideoOptions& options) {
  VideoWorld world(options);
  const auto seed = static_cast<std::uint64_t>(options.seed);
  std::vector<Visitor> visitors;
  for (const Viewer& viewer : world.viewers_) visitors.push_back(viewer.visitor);
  std::vector<Choice> rows = draw_visits({.seed = seed,
                                          .begin_ms = kBeginMs,
                                          .days = options.days,
                                          .num_rows = static_cast<std::size_t>(options.views),
                                          .mean_rows = kRowsOfVisit,
                                          .mean_gap_ms = kGapMs,
                                          .busy_hours = kBusyHours},
                                         visitors);
  world.draw_choices(seed, visitors.size(), std::move(rows));
  return world;
}

}  // namespace twotower
