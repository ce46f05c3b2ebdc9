#include "data/split.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/messages/data_errors.h"
#include "base/random.h"

namespace twotower {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

// A number of its own for each row or item, whatever else is drawn.
std::uint64_t draw(std::int64_t seed, RandomPurpose purpose, std::uint64_t what) {
  return RandomSequence({static_cast<std::uint64_t>(seed), purpose, 0, what}).next_bits();
}

// The `share` of `candidates` (rounded) that has the smallest draws.
std::vector<std::uint64_t> draw_share(const std::vector<std::uint64_t>& candidates, double share,
                                      std::int64_t seed, RandomPurpose purpose) {
  using Draw = std::pair<std::uint64_t, std::uint64_t>;  // number, candidate
  std::vector<Draw> draws;
  draws.reserve(candidates.size());
  for (const std::uint64_t what : candidates) draws.push_back({draw(seed, purpose, what), what});
  const double count = std::round(share * static_cast<double>(draws.size()));
  const auto chosen_end = draws.begin() + static_cast<std::ptrdiff_t>(count);
  std::nth_element(draws.begin(), chosen_end, draws.end());
  std::vector<std::uint64_t> chosen;
  chosen.reserve(static_cast<std::size_t>(count));
  for (auto entry = draws.begin(); entry != chosen_end; ++entry) chosen.push_back(entry->second);
  return chosen;
}

void set_parts(const std::vector<std::uint64_t>& rows, Part part, Split& split) {
  for (const std::uint64_t row : rows) split.parts[row] = part;
}

// Rows of training in [begin, end), in order, that could be targets.
std::vector<std::uint64_t> train_rows(const Interactions& interactions, const Split& split,
                                      std::uint64_t begin, std::uint64_t end) {
  std::vector<std::uint64_t> rows;
  for (std::uint64_t row = begin; row < end; ++row) {
    if (split.parts[row] == Part::kTrain && interactions.is_target(row)) rows.push_back(row);
  }
  return rows;
}

// Gives what is left of training in [begin, end) to `part`.
void move_train_rows(std::uint64_t begin, std::uint64_t end, Part part, Split& split) {
  for (std::uint64_t row = begin; row < end; ++row) {
    if (split.parts[row] == Part::kTrain) split.parts[row] = part;
  }
}

void split_off_cold_items(const Interactions& interactions, const ColdItemOptions& options,
                          Split& split) {
  if (options.cold_items == 0) return;
  std::vector<std::uint64_t> items(interactions.items.size());
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = i;
  split.is_cold_item.assign(items.size(), 0);
  for (const std::uint64_t item :
       draw_share(items, options.cold_items, options.seed, RandomPurpose::kColdItems)) {
    split.is_cold_item[item] = 1;
  }
  for (std::size_t row = 0; row < interactions.size(); ++row) {
    if (split.is_cold_item[interactions.item_slots[row]] != 0) split.parts[row] = Part::kCold;
  }
}

Result<void> assign_parts(const Interactions& interactions, const LeaveOneOutOptions& /*options*/,
                          Split& split) {
  if (interactions.order == OrderSource::kNone) {
    return Error{ErrorCode::kSplitTimeMissing, "split.kind", LeaveOneOutWithoutOrder()};
  }
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    const std::uint64_t end = interactions.sequence_offsets[s + 1];
    const auto rows = train_rows(interactions, split, interactions.sequence_offsets[s], end);
    if (rows.size() < 3) continue;
    const std::uint64_t validation = rows[rows.size() - 2], test = rows[rows.size() - 1];
    move_train_rows(validation, test, Part::kValidation, split);
    move_train_rows(test, end, Part::kTest, split);
  }
  return {};
}

Result<void> assign_parts(const Interactions& interactions, const RandomSplitOptions& options,
                          Split& split) {
  const std::size_t num_rows = interactions.size();
  set_parts(draw_share(train_rows(interactions, split, 0, num_rows), options.test, options.seed,
                       RandomPurpose::kTestRows),
            Part::kTest, split);
  set_parts(draw_share(train_rows(interactions, split, 0, num_rows), options.validation,
                       options.seed, RandomPurpose::kValidationRows),
            Part::kValidation, split);
  return {};
}

Result<void> assign_parts(const Interactions& interactions, const GivenSplitOptions& options,
                          Split& split) {
  for (std::size_t row = 0; row < interactions.is_given_test.size(); ++row) {
    const bool is_test = interactions.is_given_test[row] != 0;
    if (is_test && split.parts[row] == Part::kTrain) split.parts[row] = Part::kTest;
  }
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    const auto rows = train_rows(interactions, split, interactions.sequence_offsets[s],
                                 interactions.sequence_offsets[s + 1]);
    const auto validation =
        draw_share(rows, options.validation, options.seed, RandomPurpose::kValidationRows);
    if (validation.size() == rows.size() && !rows.empty())
      continue;  // leave something to learn from
    set_parts(validation, Part::kValidation, split);
  }
  return {};
}

// The first moment of the last `share` of the times, which are sorted; beyond them where they are
// too much alike for that.
std::int64_t cut_of(const std::vector<std::int64_t>& times, double share) {
  const auto last = static_cast<std::size_t>(std::round(share * static_cast<double>(times.size())));
  std::size_t place = times.size() - last;
  while (place > 0 && place < times.size() && times[place] == times[place - 1]) ++place;
  return place < times.size() ? times[place] : kNever;
}

// Cuts by time: everything before `to` of the test.
struct TimeCuts {
  std::int64_t validation;
  std::int64_t test;
  std::int64_t end;

  Part part_of(std::int64_t time) const {
    if (time >= end) return Part::kUnused;
    if (time >= test) return Part::kTest;
    return time >= validation ? Part::kValidation : Part::kTrain;
  }
};

TimeCuts find_cuts(const Interactions& interactions, const TimeSplitOptions& options,
                   const Split& split) {
  std::vector<std::int64_t> times;
  for (std::size_t row = 0; row < interactions.size(); ++row) {
    if (split.parts[row] == Part::kTrain) times.push_back(interactions.times[row]);
  }
  std::ranges::sort(times);
  TimeCuts cuts{};
  cuts.end = options.test.to.has_value() ? options.test.to->microseconds : kNever;
  cuts.test = options.test.from.has_value() ? options.test.from->microseconds
                                            : cut_of(times, options.test.share);
  times.erase(std::ranges::lower_bound(times, cuts.test), times.end());
  cuts.validation = std::min(cut_of(times, options.validation), cuts.test);
  return cuts;
}

Result<void> assign_parts(const Interactions& interactions, const TimeSplitOptions& options,
                          Split& split) {
  if (interactions.order != OrderSource::kTime) {
    const std::string instead =
        interactions.order == OrderSource::kOrder ? "leave_one_out" : "random";
    return Error{ErrorCode::kSplitTimeMissing, "split.kind",
                 interactions.times.empty() ? Message(TimeSplitWithoutTimes(instead))
                                            : Message(TimeSplitLacksTimes(instead))};
  }
  const TimeCuts cuts = find_cuts(interactions, options, split);
  split.validation_from = cuts.validation;
  split.test_from = cuts.test;
  for (std::size_t row = 0; row < interactions.size(); ++row) {
    const Part part = cuts.part_of(interactions.times[row]);
    if (split.parts[row] == Part::kTrain) split.parts[row] = part;
    if (split.parts[row] == Part::kCold && part != Part::kTest) split.parts[row] = Part::kUnused;
  }
  return {};
}

Result<void> assign_parts(const Interactions& interactions, const AutoSplitOptions& options,
                          Split& split) {
  const bool has_times = interactions.order == OrderSource::kTime;
  const bool has_order = interactions.order != OrderSource::kNone;
  TWOTOWER_ASSIGN(const SplitOptions chosen,
                  chosen_split(options, has_times   ? KnownOrder::kTimes
                                        : has_order ? KnownOrder::kPlaces
                                                    : KnownOrder::kNone));
  return std::visit(
      [&](const auto& kind) -> Result<void> {
        if constexpr (std::is_same_v<decltype(kind), const AutoSplitOptions&>) {
          return {};  // never chosen
        } else {
          return assign_parts(interactions, kind, split);
        }
      },
      chosen);
}

// What a part needs one of.
bool is_wanted(const Interactions& interactions, Part part, std::size_t row) {
  return part == Part::kTest ? interactions.is_target(row) : interactions.is_positive(row);
}

Result<void> check_not_empty(const Interactions& interactions, const Split& split) {
  const std::pair<Part, Message> needed[] = {{Part::kTrain, TrainingPartEmpty(split.parts.size())},
                                             {Part::kTest, TestPartEmpty(split.parts.size())}};
  for (const auto& [part, lacking] : needed) {
    bool is_there = false;
    for (std::size_t row = 0; row < split.parts.size() && !is_there; ++row) {
      is_there = split.parts[row] == part && is_wanted(interactions, part, row);
    }
    if (is_there) continue;
    return Error{ErrorCode::kDataTooLittle, "split", lacking};
  }
  return {};
}

bool has_cold_items(const SplitOptions& options) {
  return std::visit([](const auto& kind) { return kind.cold_items > 0; }, options);
}

// What a split reads, of the rows that are not later; `rows` are their places.
Interactions earlier_rows(const Interactions& interactions, std::vector<std::uint64_t>& rows) {
  Interactions earlier;
  earlier.order = interactions.order;
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    for (std::uint64_t row = interactions.sequence_offsets[s];
         row < interactions.sequence_offsets[s + 1]; ++row) {
      if (!interactions.is_later.empty() && interactions.is_later[row] != 0) continue;
      rows.push_back(row);
      earlier.item_slots.push_back(interactions.item_slots[row]);
      if (!interactions.times.empty()) earlier.times.push_back(interactions.times[row]);
      if (!interactions.weights.empty()) earlier.weights.push_back(interactions.weights[row]);
      if (!interactions.is_of_target_type.empty()) {
        earlier.is_of_target_type.push_back(interactions.is_of_target_type[row]);
      }
      if (!interactions.is_given_test.empty()) {
        earlier.is_given_test.push_back(interactions.is_given_test[row]);
      }
    }
    earlier.sequence_offsets.push_back(rows.size());
  }
  return earlier;
}

// Gives the rows that are not later the parts they had where they were all there was.
Result<void> split_earlier(const Interactions& interactions, const SplitOptions& trained,
                           Split& split) {
  if (has_cold_items(trained)) {
    return Error{ErrorCode::kConfigConflict, "split.cold_items", ColdItemsOfBundle()};
  }
  std::vector<std::uint64_t> rows;
  const Interactions earlier = earlier_rows(interactions, rows);
  TWOTOWER_ASSIGN(const Split as_trained, make_split(earlier, trained));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Part part = as_trained.parts[i];
    const bool is_fitted = part == Part::kTrain || part == Part::kValidation;
    split.parts[rows[i]] = is_fitted ? part : Part::kUnused;
  }
  return {};
}

}  // namespace

bool is_causal(const Interactions& interactions, const SplitOptions& options) {
  return interactions.order != OrderSource::kNone &&
         !std::holds_alternative<RandomSplitOptions>(options);
}

Result<Split> make_split(const Interactions& interactions, const SplitOptions& options) {
  Split split{.parts = std::vector<Part>(interactions.size(), Part::kTrain)};
  const auto assign = [&](const auto& kind) {
    split_off_cold_items(interactions, kind, split);
    return assign_parts(interactions, kind, split);
  };
  TWOTOWER_TRY(std::visit(assign, options));
  TWOTOWER_TRY(check_not_empty(interactions, split));
  return split;
}

Result<Split> split_later(const Interactions& interactions, const SplitOptions& trained,
                          bool fits_all, std::int64_t from) {
  Split split{.parts = std::vector<Part>(interactions.size(), Part::kTrain), .test_from = from};
  const auto is_later = [&](std::size_t row) {
    return !interactions.is_later.empty() && interactions.is_later[row] != 0;
  };
  if (!fits_all) TWOTOWER_TRY(split_earlier(interactions, trained, split));
  for (std::size_t row = 0; row < interactions.size(); ++row) {
    if (!is_later(row)) continue;
    const bool is_test = interactions.times.empty() || interactions.times[row] >= from;
    split.parts[row] = is_test ? Part::kTest : Part::kUnused;
  }
  TWOTOWER_TRY(check_not_empty(interactions, split));
  return split;
}

std::optional<double> later_training_share(const Interactions& interactions, const Split& split) {
  std::vector<std::int64_t> training, test;
  for (std::size_t row = 0; row < interactions.times.size(); ++row) {
    if (interactions.times[row] == kMissingTime || !interactions.is_positive(row)) continue;
    if (split.parts[row] == Part::kTrain) training.push_back(interactions.times[row]);
    if (split.parts[row] == Part::kTest) test.push_back(interactions.times[row]);
  }
  if (training.empty() || test.empty()) return std::nullopt;
  std::ranges::sort(training);
  double later = 0.0;
  for (const std::int64_t time : test) {
    later += static_cast<double>(training.end() - std::ranges::upper_bound(training, time));
  }
  return later / static_cast<double>(training.size()) / static_cast<double>(test.size());
}

TestedSequences tested_sequences(const Interactions& interactions, const Split& split) {
  TestedSequences tested;
  for (std::size_t s = 0; s < interactions.num_sequences(); ++s) {
    std::size_t targets = 0;
    bool begins_before = false;
    for (std::uint64_t row = interactions.sequence_offsets[s];
         row < interactions.sequence_offsets[s + 1]; ++row) {
      const Part part = split.parts[row];
      targets += part == Part::kTest && interactions.is_target(row) ? 1 : 0;
      begins_before = begins_before || part == Part::kTrain || part == Part::kValidation;
    }
    if (targets == 0) continue;
    ++tested.count;
    tested.num_targets += targets;
    tested.num_crossing += begins_before ? 1 : 0;
  }
  return tested;
}

double new_item_share(const Interactions& interactions, const Split& split) {
  std::vector<std::uint8_t> is_trained(interactions.items.size(), 0);
  for (std::uint64_t row = 0; row < interactions.size(); ++row) {
    if (split.parts[row] == Part::kTrain && interactions.is_positive(row)) {
      is_trained[interactions.item_slots[row]] = 1;
    }
  }
  std::size_t targets = 0, fresh = 0;
  for (std::uint64_t row = 0; row < interactions.size(); ++row) {
    if (split.parts[row] != Part::kValidation || !interactions.is_target(row)) continue;
    ++targets;
    fresh += 1U - is_trained[interactions.item_slots[row]];
  }
  return targets == 0 ? 0.0 : static_cast<double>(fresh) / static_cast<double>(targets);
}

}  // namespace twotower
