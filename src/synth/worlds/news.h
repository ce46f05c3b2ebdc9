#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/option_tree.h"
#include "synth/choice_world.h"

namespace twotower {

// The size of a news site. Everything else about it follows from the seed.
struct NewsOptions {
  std::int64_t readers = 4'000;
  std::int64_t articles = 1'500;
  std::int64_t clicks = 80'000;
  std::int64_t days = 21;
  std::int64_t seed = 1;

  static void visit_options(auto& self, auto&& visit) {
    visit("readers", self.readers, "Readers; a third of them never log in.",
          between(10, 10'000'000));
    visit("articles", self.articles, "Articles published during the days and the three before.",
          between(300, 1'000'000));
    visit("clicks", self.clicks, "Clicks: articles opened.", between(10, 1'000'000'000));
    visit("days", self.days, "Days from the first click to the last.", between(10, 90));
    visit("seed", self.seed, "The same seed gives the same data.", at_least(0));
  }
};

// First what the site knows of those who log in, then what only the truth knows.
struct Reader {
  std::uint32_t age = 0;  // group
  std::uint32_t region = 0;
  bool logs_in = false;
  std::uint32_t device = 0;

  std::vector<double> interest;  // [sections] sums to 1
  Visitor visitor;
};

struct Article {
  std::uint32_t section = 0;
  std::uint32_t story = 0;  // what its title is about; others go on with it
  std::int64_t published_ms = 0;
  double popularity = 0.0;
};

// A news site. Articles live for hours: their appeal is halved after ten, and ends after three
// days. A reader takes a section, a third of the time that of the last article of the visit, else
// one of their interests, and there an article by popularity and age; the stories of their last ten
// articles draw four times as much, what they have read hardly at all.
// Exact arithmetic only: the bits are the same wherever floating point is not contracted.
class NewsWorld final : public ChoiceWorld {
 public:
  Table users() const override;  // reader_id, age_group, region: those who log in
  Table items() const override;  // article_id, title, section, published (ms)
  // reader_id, article_id, click_time (ms), session_id, device, referrer. Without login the reader
  // is another one in every session, and has no row in users().
  Table interactions() const override;
  Table options_row() const override;
  std::size_t num_items() const override { return articles_.size(); }

  const std::vector<Reader>& readers() const { return readers_; }
  const std::vector<Article>& articles() const { return articles_; }

 protected:
  void choice_probabilities(const Choice& choice, std::span<const Choice> history,
                            std::span<double> probabilities) const override;

 private:
  friend NewsWorld make_news(const NewsOptions& options);
  explicit NewsWorld(const NewsOptions& options);
  std::string reader_id(const Choice& choice) const;
  std::string title(std::size_t article) const;

  NewsOptions options_;
  std::vector<Reader> readers_;
  std::vector<Article> articles_;  // by time of publication
};

// The site that these options name; they must be within their ranges.
NewsWorld make_news(const NewsOptions& options);

}  // namespace twotower
