#include "run/internal/report_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/aligned_buffer.h"
#include "base/options.h"
#include "data/queries.h"
#include "eval/model_scorer.h"
#include "messages/said.h"
#include "model/embedder.h"
#include "model/tower_outline.h"
#include "report/plane.h"
#include "run/internal/item_labels.h"

namespace twotower {
namespace {

constexpr std::size_t kMapItems = 2000;
constexpr std::size_t kMapUsers = 500;
constexpr std::size_t kPeople = 10;
constexpr std::size_t kHistoryShown = 12;
constexpr std::size_t kExposureParts = 10;

// `count` of `order` at even distances; all of them if there are no more.
template <typename T>
std::vector<T> evenly(const std::vector<T>& order, std::size_t count) {
  if (order.size() <= count) return order;
  std::vector<T> chosen;
  for (std::size_t i = 0; i < count; ++i) {
    chosen.push_back(order[(2 * i + 1) * order.size() / (2 * count)]);
  }
  return chosen;
}

// Item slots, most frequent in training first.
std::vector<std::uint32_t> by_count(const std::vector<std::uint32_t>& counts) {
  std::vector<std::uint32_t> order(counts.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, std::greater{}, [&](std::uint32_t item) { return counts[item]; });
  return order;
}

// Queries, shortest history first.
std::vector<std::size_t> by_history(const Queries& queries) {
  std::vector<std::size_t> order(queries.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t q) { return queries.histories[q].size(); });
  return order;
}

Value towers_value(const TrainingRun& run, Language language) {
  const auto name_of = [language](const TowerOutline::Input& input) {
    return said(feature_message(input), language);
  };
  const TwoTowerModel& model = *run.fitted.model;
  const ModelFeatures& features = run.fitted.encoded.features;
  const TowerOptions& options = model.options();
  const auto similarity = static_cast<std::size_t>(options.similarity);
  return Value(
      Value::Map{{"user", to_value(outline_user_tower(model, features), name_of)},
                 {"item", to_value(outline_item_tower(model, features), name_of)},
                 {"similarity", Value(std::string(option_names(options.similarity)[similarity]))},
                 {"temperature", Value(options.temperature)}});
}

class PageMaker {
 public:
  // `name_of` as in ReportTexts.
  PageMaker(ThreadPool& pool, const TrainingRun& run,
            std::function<std::string(const std::string&)> name_of)
      : pool_(pool),
        run_(run),
        name_of_(std::move(name_of)),
        interactions_(run.data.dataset.interactions),
        labels_(run.data),
        queries_(test_queries(run.data).value()),
        order_(by_history(queries_)),
        num_items_(interactions_.items.size()),
        dim_(static_cast<std::size_t>(run.fitted.model->options().dim)),
        vectors_(embed_all_items(pool, *run.fitted.model, run.fitted.encoded.sides, num_items_)) {}

  void add_map(ReportPage& page) {
    const std::vector<std::uint32_t> frequent = by_count(run_.fitted.item_counts);
    const std::vector<std::uint32_t> shown(
        frequent.begin(),
        frequent.begin() + static_cast<std::ptrdiff_t>(std::min(kMapItems, frequent.size())));
    const Plane plane({vectors_.data(), num_items_, dim_});
    for (const std::uint32_t item : shown) {
      page.items.push_back({plane.place_of(vector(item)), label(item), called(labels_.group(item)),
                            run_.fitted.item_counts[item]});
    }
    add_users(plane, page);
  }

  void add_people(ReportPage& page) const {
    const Ranking& ours = run_.report.find("two_towers")->evaluation.ranking;
    const std::string rival(
        to_string(run_.report.verdict ? run_.report.verdict->rival : Rival::kItemKnn));
    const ReportLine* theirs = run_.report.find(rival);
    for (const std::size_t q : evenly(order_, kPeople)) {
      ReportPerson person = {.id = user_label(q), .rival = rival};
      const std::span<const std::uint64_t> history = queries_.histories[q];
      for (std::size_t i = 0; i < std::min(history.size(), kHistoryShown); ++i) {
        const std::uint64_t row = history[history.size() - 1 - i];
        person.history.push_back(label(interactions_.item_slots[row]));
      }
      for (const std::uint32_t item : queries_.targets[q]) {
        person.took.push_back(label(item));
      }
      person.two_towers = list_of(ours.lists[q], q, true);
      if (theirs != nullptr) {
        person.of_rival = list_of(theirs->evaluation.ranking.lists[q], q, false);
      }
      page.people.push_back(std::move(person));
    }
  }

  void add_exposure(ReportPage& page) const {
    const std::vector<std::uint32_t> frequent = by_count(run_.fitted.item_counts);
    std::vector<std::size_t> part_of(num_items_);
    for (std::size_t place = 0; place < num_items_; ++place) {
      part_of[frequent[place]] = place * kExposureParts / num_items_;
    }
    const auto shares = [&](auto&& for_each_item) {
      std::vector<double> parts(kExposureParts, 0.0);
      for_each_item([&](std::uint32_t item, double weight) { parts[part_of[item]] += weight; });
      const double sum = std::reduce(parts.begin(), parts.end());
      for (double& part : parts) part = sum > 0.0 ? part / sum : 0.0;
      return parts;
    };
    page.exposure.emplace_back("rows", shares([&](auto&& add) {
                                 for (std::uint32_t item = 0; item < num_items_; ++item) {
                                   add(item, run_.fitted.item_counts[item]);
                                 }
                               }));
    for (const ReportLine& line : run_.report.lines) {
      page.exposure.emplace_back(
          line.name, shares([&](auto&& add) {
            for (const std::uint32_t item : line.evaluation.ranking.lists.values) {
              add(item, 1.0);
            }
          }));
    }
  }

 private:
  std::string called(std::string name) const { return name_of_ ? name_of_(name) : name; }
  std::string label(std::uint32_t item) const { return called(labels_.label(item)); }
  const float* vector(std::uint32_t item) const { return vectors_.data() + item * dim_; }

  std::string user_label(std::size_t query) const {
    const std::uint32_t user = queries_.user_slots[query];
    return user == kNoSlot ? fmt::format("#{}", queries_.sequences[query])
                           : to_string(interactions_.users.id(user));
  }

  void add_users(const Plane& plane, ReportPage& page) {
    Embedder embedder(pool_, *run_.fitted.model);
    std::vector<float> user(dim_);
    for (const std::size_t q : evenly(order_, kMapUsers)) {
      const UserStates state =
          states_of(interactions_, run_.fitted.encoded.sides, queries_, {q, 1}, *run_.fitted.model);
      embedder.users(run_.fitted.encoded.sides, state, {user.data(), 1, dim_});
      page.users.push_back({plane.place_of(user.data()), user_label(q), "", 0});
    }
  }

  // The item of the history with the largest cosine to `item`.
  std::string reason_of(std::uint32_t item, std::size_t query) const {
    const auto cosine = [&](std::uint32_t other) {
      const std::span<const float> a(vector(item), dim_), b(vector(other), dim_);
      const double product = std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
      const double norm = std::inner_product(b.begin(), b.end(), b.begin(), 0.0);
      return norm > 0.0 ? product / std::sqrt(norm) : 0.0;
    };
    std::string reason;
    double best = 0.0;
    for (const std::uint64_t row : queries_.histories[query]) {
      const std::uint32_t other = interactions_.item_slots[row];
      if (const double similarity = cosine(other); other != item && similarity > best) {
        best = similarity;
        reason = label(other);
      }
    }
    return reason;
  }

  std::vector<ListedItem> list_of(std::span<const std::uint32_t> items, std::size_t query,
                                  bool with_reasons) const {
    const std::span<const std::uint32_t> targets = queries_.targets[query];
    std::vector<ListedItem> list;
    for (const std::uint32_t item : items) {
      list.push_back({label(item), with_reasons ? reason_of(item, query) : "",
                      std::ranges::find(targets, item) != targets.end()});
    }
    return list;
  }

  ThreadPool& pool_;
  const TrainingRun& run_;
  std::function<std::string(const std::string&)> name_of_;
  const Interactions& interactions_;
  ItemLabels labels_;
  Queries queries_;
  std::vector<std::size_t> order_;
  std::size_t num_items_;
  std::size_t dim_;
  AlignedBuffer vectors_;
};

}  // namespace

ReportPage report_page(ThreadPool& pool, const TrainingRun& run, const RunResult& result,
                       ReportTexts texts) {
  const Language language = choose_language(texts.language);
  ReportPage page = {.name = run.data.config.name,
                     .language = std::move(texts.language),
                     .verdict = std::move(texts.verdict),
                     .run = to_value(result),
                     .config = to_value(run.data.config),
                     .command = fmt::format("twotower train {}/{}", result.folder, kRunConfig),
                     .checks = std::move(texts.checks),
                     .cause_texts = std::move(texts.cause_texts),
                     .towers = towers_value(run, language),
                     .epoch_metric = std::move(texts.epoch_metric)};
  for (const EpochResult& epoch : result.curve) {
    page.epochs.push_back({epoch.epoch, epoch.loss, epoch.metric});
  }
  PageMaker maker(pool, run, std::move(texts.name_of));
  maker.add_map(page);
  maker.add_people(page);
  maker.add_exposure(page);
  return page;
}

}  // namespace twotower
