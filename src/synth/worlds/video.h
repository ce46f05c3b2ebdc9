#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/option_tree.h"
#include "synth/choice_world.h"

namespace twotower {

// The size of a video platform. Everything else about it follows from the seed.
struct VideoOptions {
  std::int64_t viewers = 1'500;
  std::int64_t videos = 1'200;
  std::int64_t views = 90'000;
  std::int64_t days = 60;
  std::int64_t seed = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit("viewers", self.viewers, "Viewers of the platform.", between(10, 10'000'000));
    visit("videos", self.videos, "Videos, including those published later.", between(100, 100'000));
    visit("views", self.views, "Views: videos started.", between(10, 1'000'000'000));
    visit("days", self.days, "Days from the first view to the last.", between(10, 1000));
    visit("seed", self.seed, "The same seed gives the same data.", at_least(0));
  }
};

// First what the platform knows, then what only the truth knows.
struct Viewer {
  std::uint32_t country = 0;
  std::uint32_t age = 0;  // group
  std::uint32_t device = 0;

  std::vector<double> taste_at_start;  // [topics] sums to 1
  std::vector<double> taste_at_end;    // in between it moves in a straight line
  Visitor visitor;
};

struct Video {
  std::uint32_t channel = 0;
  std::uint32_t topic = 0;
  std::uint32_t second_topic = 0;
  std::int64_t seconds = 0;
  std::int64_t published_ms = 0;
  double popularity = 0.0;
};

// A video platform. Viewers go on with a channel of their last 10 videos (a fifth of the time), or
// take a topic: mostly one of their last 8 videos, newest first, else one of their taste, which
// drifts; and then a video of it by popularity and age. What they have seen is hardly seen again.
// Exact arithmetic only: the bits are the same wherever floating point is not contracted.
class VideoWorld final : public ChoiceWorld {
 public:
  Table users() const override;  // viewer_id, country, age_group, device
  Table items() const override;  // video_id, title, channel, tags, seconds, published (ms)
  // viewer_id, video_id, time (ms), watch_time (seconds). The last is an outcome: long if the topic
  // is to the viewer's taste, and never beyond the next view.
  Table interactions() const override;
  Table options_row() const override;
  std::size_t num_items() const override { return videos_.size(); }

  const std::vector<Viewer>& viewers() const { return viewers_; }
  const std::vector<Video>& videos() const { return videos_; }
  // What share of the viewer's taste the topics of the video are at that moment, 0 to 1.
  double fit(std::uint32_t viewer, std::uint32_t video, std::int64_t time_ms) const;

 protected:
  void choice_probabilities(const Choice& choice, std::span<const Choice> history,
                            std::span<double> probabilities) const override;

 private:
  friend VideoWorld make_video(const VideoOptions& options);
  explicit VideoWorld(const VideoOptions& options);
  std::vector<double> taste(std::uint32_t viewer, std::int64_t time_ms) const;
  std::vector<double> appeals(std::int64_t time_ms, std::span<const Choice> history) const;
  std::vector<double> mood(const Choice& choice, std::span<const Choice> history) const;
  std::vector<std::int64_t> watch_times() const;

  VideoOptions options_;
  std::vector<Viewer> viewers_;
  std::vector<Video> videos_;
};

// The platform that these options name; they must be within their ranges.
VideoWorld make_video(const VideoOptions& options);

}  // namespace twotower
